// A pasted block: read as Excel and WPS copy it, and laid over the form. Pure, so that it is tested without a page.
import type { Field, NewCells } from './contract'

/** What the form offers to lay a block over. */
export interface Form {
  /** Columns from left to right, by the name in the table's head; `field` when a clerk types into it. */
  columns: { key: string; title: string; field?: Field }[]
  rows: { indicator: number; version: number; name: string; editable: ReadonlySet<Field> }[]
}

export interface Laid {
  cells: NewCells[]
  /** Count of texts that fall on a column that nobody types into. */
  beside: number
  /** Rows of the block that fit no row of the form, by their first text. */
  unknown: string[]
  /** Texts that fall on a locked row. */
  locked: string[]
  /** Cells that the block leaves blank. */
  blanks: { indicator: number; version: number; field: Field }[]
  /** How rows were found: by the indicator's name or from the chosen cell downwards. */
  by: 'name' | 'place'
}

/** Tab-separated lines; a text in quotes may hold tabs, line ends and doubled quotes. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const source = text.replace(/\r\n?/g, '\n')
  while (at <= source.length) {
    let cell = ''
    if (source[at] === '"') {
      at += 1
      while (at < source.length) {
        if (source[at] === '"' && source[at + 1] === '"') { cell += '"'; at += 2; continue }
        if (source[at] === '"') { at += 1; break }
        cell += source[at]
        at += 1
      }
    }
    while (at < source.length && source[at] !== '\t' && source[at] !== '\n') { cell += source[at]; at += 1 }
    row.push(cell.trim())
    const end = source[at]
    at += 1
    if (end !== '\t') {
      rows.push(row)
      row = []
      if (end === undefined) break
    }
  }
  while (rows.length > 0 && (rows[rows.length - 1] ?? []).every(cell => cell === '')) rows.pop()
  return rows
}

export const isBlock = (text: string): boolean => /[\t\n]/.test(text.replace(/\r?\n$/, ''))

/** Names are compared without spaces, brackets' width and the number in front. */
export const bare = (name: string): string =>
  name.normalize('NFKC').replace(/\s+/g, '').replace(/^\([一二三四五六七八九十]+\)|^[一二三四五六七八九十]+、/, '').replace(/^[0-9.、()]+/, '').replace(/[()]/g, '')

/** Titles in the head of a copied table, as forms print them. */
const TITLES: Record<string, string> = {
  指标: 'name', 指标名称: 'name', 考核内容: 'name', 项目: 'name', 计量单位: 'measure', 单位: 'measure', 目标: 'target', 目标值: 'target', 上期累计: 'previous',
  当月: 'value', 本月: 'value', 当期: 'value', 本期: 'value', 累计: 'cumulative', 本期累计: 'cumulative', 完成率: 'completion', 同比: 'growth',
  下达目标: 'assigned', 下达: 'assigned', 本级目标: 'own', 挑战目标: 'challenge', 上级目标: 'superior', 上年基数: 'base', 上年实绩: 'last_year', 责任单位: 'name', 单位名称: 'name', 被考核单位: 'name',
  完成情况: 'narrative', 佐证: 'evidence', 佐证材料: 'evidence', 自评分: 'self_score', '状态、核验意见': 'remark', 核验意见: 'remark', 序: 'number', 序号: 'number',
}

const titleOf = (text: string): string | undefined => TITLES[bare(text).replace(/[亿万千百]?元$|%$/, '')] ?? TITLES[bare(text)]

function headOf(first: string[] | undefined): (string | undefined)[] | null {
  if (!first) return null
  const keys = first.map(titleOf)
  return keys.filter(Boolean).length >= 2 ? keys : null
}

/** The column of the block that holds names of indicators, if at least half of its texts are such names. */
export function nameColumn(block: string[][], names: Map<string, number>): number {
  const width = Math.max(0, ...block.map(row => row.length))
  for (let column = 0; column < width; column += 1) {
    const texts = block.map(row => row[column] ?? '').filter(text => text !== '')
    const known = texts.filter(text => names.has(bare(text))).length
    if (known > 0 && known * 2 >= texts.length) return column
  }
  return -1
}

/** Lays a block over the form, from the chosen place, or by its own head and names when it carries them. */
export function layBlock(block: string[][], form: Form, from: { row: number; column: number }): Laid {
  const names = new Map(form.rows.map((row, index) => [bare(row.name), index]))
  const head = headOf(block[0])
  const body = head ? block.slice(1) : block
  const named = nameColumn(body, names)
  const nameAt = form.columns.findIndex(column => column.key === 'name')
  const keyAt = (column: number): string | undefined => {
    if (head) return head[column]
    const start = named >= 0 ? nameAt - named : from.column
    return form.columns[start + column]?.key
  }
  const laid: Laid = { cells: [], beside: 0, unknown: [], locked: [], blanks: [], by: named >= 0 ? 'name' : 'place' }
  body.forEach((texts, index) => {
    if (texts.every(text => text === '')) return
    const place = named >= 0 ? names.get(bare(texts[named] ?? '')) : from.row + index
    const row = place === undefined ? undefined : form.rows[place]
    if (!row) {
      laid.unknown.push(texts.find(text => text !== '') ?? '')
      return
    }
    const cells: NewCells = { indicator: row.indicator, version: row.version }
    texts.forEach((text, column) => {
      if (column === named) return
      const key = keyAt(column)
      const field = form.columns.find(known => known.key === key)?.field
      if (text === '') {
        if (field && row.editable.has(field)) laid.blanks.push({ indicator: row.indicator, version: row.version, field })
        return
      }
      if (!field) laid.beside += 1
      else if (!row.editable.has(field)) laid.locked.push(`${row.name}：${text}`)
      else cells[field] = text
    })
    if (Object.keys(cells).length > 2) laid.cells.push(cells)
  })
  return laid
}
