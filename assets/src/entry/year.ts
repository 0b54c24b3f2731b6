// A block of indicators × months laid over the year's grid: by the month heads and the names it carries, or from the
// chosen cell. Pure, so that it is tested without a page.

import { bare, nameColumn } from './block'

export interface YearForm {
  year: number
  /** Columns from left to right: `2026-01`. */
  periods: string[]
  rows: { indicator: number; name: string; measure: string; open: ReadonlySet<string> }[]
}

export interface YearText { indicator: number; period: string; text: string }

/** One name for a cell. */
export const keyOf = (cell: { indicator: number; period: string }): string => `${cell.indicator}/${cell.period}`

/** A head that is no month of this year: its column is left out until a person says which month it is. */
export interface BadHead { column: number; text: string; why: string; count: number }

export interface YearLaid {
  cells: YearText[]
  bad: BadHead[]
  /** Rows of the block that fit no row of the form, by their first text. */
  unknown: string[]
  /** Texts that fall on a closed cell. */
  closed: number
  blanks: { indicator: number; period: string }[]
  by: 'name' | 'place'
}

const ENGLISH = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/** The month of a head: a number, a sentence about why it is none, or null when it is no date at all. */
export function monthOf(text: string, year: number): number | string | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').replace(/(当月|本月|份|数|值)+$/, '')
  if (plain === '') return null
  const chinese = /^(.+)月$/.exec(plain)
  if (chinese && CHINESE.includes(chinese[1] ?? '')) return CHINESE.indexOf(chinese[1] ?? '') + 1
  const english = /^(?:(\d{1,2})-)?([a-z]{3})[a-z]*(?:-?(\d{2}|\d{4}))?$/i.exec(plain)
  if (english) {
    const month = ENGLISH.indexOf((english[2] ?? '').toLowerCase()) + 1
    if (month > 0) return ofYear(english[3], year, text) ?? month
  }
  const full = /^(\d{4}|\d{2})[年\-/.](\d{1,2})(?:[月\-/.](?:(\d{1,2})日?)?)?$/.exec(plain)
  if (full) {
    const [, written, month, day] = full
    return ofYear(written, year, text) ?? checked(Number(month), day, year, text)
  }
  const short = /^(\d{1,2})月(?:(\d{1,2})日)?$/.exec(plain)
  if (short) return checked(Number(short[1]), short[2], year, text)
  const bareNumber = /^(\d{1,2})$/.exec(plain)
  if (bareNumber) return checked(Number(bareNumber[1]), undefined, year, text)
  return /\d/.test(plain) && /[年月\-/.]/.test(plain) ? `“${text}”不是日期` : null
}

function ofYear(written: string | undefined, year: number, text: string): string | null {
  if (written === undefined) return null
  const full = written.length === 2 ? 2000 + Number(written) : Number(written)
  return full === year ? null : `“${text}”不是${year}年的月份`
}

function checked(month: number, day: string | undefined, year: number, text: string): number | string {
  if (month < 1 || month > 12) return `“${text}”没有这个月份`
  if (day !== undefined) {
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
    if (Number(day) < 1 || Number(day) > days) return `“${text}”没有这一天`
  }
  return month
}

interface Head { months: Map<number, string>; bad: BadHead[]; names: number; measure: number }

/** Reads the first row as heads when at least two of its texts are months, or one is and the others name columns. */
function headOf(row: string[] | undefined, form: YearForm, chosen: ReadonlyMap<number, string>): Head | null {
  if (!row) return null
  const head: Head = { months: new Map(), bad: [], names: -1, measure: -1 }
  let months = 0
  row.forEach((text, column) => {
    const found = monthOf(text, form.year)
    const period = typeof found === 'number' ? form.periods[found - 1] : undefined
    if (/^(指标|指标名称|项目|考核内容)$/.test(bare(text))) head.names = column
    else if (/^(计量单位|单位)$/.test(bare(text))) head.measure = column
    else if (chosen.has(column)) head.months.set(column, chosen.get(column) ?? '')
    else if (period !== undefined) {
      if ([...head.months.values()].includes(period)) head.bad.push({ column, text, why: `“${text}”与前面的列重复`, count: 0 })
      else head.months.set(column, period)
      months += 1
    } else if (typeof found === 'string') head.bad.push({ column, text, why: found, count: 0 })
  })
  // Two months speak for heads; figures like 12 and 7 alone do not.
  const words = row.filter(text => /[年月\-/.a-z]/i.test(text)).length
  return months >= 2 && words > 0 ? head : null
}

/** Lays a block over the year. `chosen` says which month a column is whose head could not be read. */
export function layYear(block: string[][], form: YearForm, from: { row: number; column: number }, chosen: ReadonlyMap<number, string> = new Map()): YearLaid {
  const names = new Map(form.rows.map((row, index) => [bare(row.name), index]))
  const head = headOf(block[0], form, chosen)
  const body = head ? block.slice(1) : block
  const named = head && head.names >= 0 ? head.names : nameColumn(body, names)
  const laid: YearLaid = { cells: [], bad: head?.bad ?? [], unknown: [], closed: 0, blanks: [], by: named >= 0 ? 'name' : 'place' }
  const skipped = named + 1 + (head === null && named >= 0 && body.some(row => form.rows.some(known => known.measure === row[named + 1])) ? 1 : 0)
  const periodAt = (column: number): string | undefined => {
    if (head) return head.months.get(column)
    return form.periods[named >= 0 ? column - skipped : from.column + column]
  }
  body.forEach((texts, index) => {
    if (texts.every(text => text === '')) return
    const place = named >= 0 ? names.get(bare(texts[named] ?? '')) : from.row + index
    const row = place === undefined ? undefined : form.rows[place]
    if (!row) {
      laid.unknown.push(texts.find(text => text !== '') ?? '')
      return
    }
    texts.forEach((text, column) => {
      if (column === named || column === head?.measure) return
      const period = periodAt(column)
      const bad = laid.bad.find(one => one.column === column)
      if (bad && text !== '') bad.count += 1
      if (period === undefined) return
      if (!row.open.has(period)) {
        if (text !== '') laid.closed += 1
      } else if (text === '') laid.blanks.push({ indicator: row.indicator, period })
      else laid.cells.push({ indicator: row.indicator, period, text })
    })
  })
  return laid
}
