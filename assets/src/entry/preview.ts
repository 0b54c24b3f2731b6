// The preview of a pasted block: how many cells change, which are bad and why, what blanks mean; the person takes it
// or not.
import type { Laid } from './block'
import { type Answer, FIELDS, type Field, NAMES, type NewCells } from './contract'
import { element } from './dialog'
import type { Table } from './table'

const SHOWN_MAX = 200

export interface Change { indicator: number; field: Field; name: string; words: boolean; column: string; from: string; to: string; said: string; bad: boolean }

export interface Preview {
  changes: Change[]
  /** What is saved when the person agrees: only cells that were read. */
  good: NewCells[]
  bad: number
  same: number
}

/** Compares the server's reading of a block with what the table shows. */
export function compare(table: Table, sent: NewCells[], answer: Answer): Preview {
  const preview: Preview = { changes: [], good: [], bad: 0, same: 0 }
  for (const cells of sent) {
    const row = answer.rows.find(found => found.indicator === cells.indicator)
    if (!row) continue
    const good: NewCells = { indicator: cells.indicator, version: cells.version }
    for (const field of FIELDS) {
      const typed = cells[field]
      if (typed === undefined) continue
      const from = table.box(cells.indicator, field)?.dataset.saved ?? ''
      // A fault of the whole row is a fault of its numbers; its words are good all the same.
      const numbers = field === 'value' || field === 'cumulative'
      const error = row.findings.find(finding => finding.kind === 'error' && !finding.explained && (finding.field === field || (finding.field === undefined && numbers)))
      const change = { indicator: cells.indicator, field, name: table.name(cells.indicator), words: field === 'narrative', column: NAMES[field], from, to: row[field] ?? '', said: '', bad: false }
      if (error) {
        preview.bad += 1
        preview.changes.push({ ...change, to: typed, said: error.text, bad: true })
      } else if (row[field] === from) {
        preview.same += 1
      } else {
        good[field] = typed
        const warning = numbers ? row.findings.find(finding => finding.kind === 'warning' && !finding.explained) : undefined
        const note = field === 'narrative' ? undefined : row.notes[0]
        preview.changes.push({ ...change, said: [note, warning && `${warning.word}：${warning.text}`].filter(Boolean).join('；') })
      }
    }
    if (Object.keys(good).length > 2) preview.good.push(good)
  }
  preview.changes.sort((a, b) => Number(b.bad) - Number(a.bad))
  return preview
}

/** Numbers that stand where the block is blank. */
export function emptied(table: Table, laid: Laid): NewCells[] {
  const filled = laid.blanks.filter(({ indicator, field }) => (field === 'value' || field === 'cumulative') && (table.box(indicator, field)?.dataset.saved ?? '') !== '')
  const rows = new Map<number, NewCells>()
  for (const { indicator, version } of filled) rows.set(indicator, { indicator, version, value: '待补' })
  return [...rows.values()]
}

export function describe(laid: Laid, preview: Preview, blanks: number): HTMLElement {
  const box = document.createElement('div')
  const changed = preview.changes.length - preview.bad
  box.append(element('p', `${changed} 格将改变，${preview.bad} 格有错（留在格内待改，不存），${preview.same} 格与现在相同。`, 'counts-line'))
  const beside: string[] = []
  if (laid.by === 'name') beside.push('按指标名称对行')
  if (laid.beside > 0) beside.push(`${laid.beside} 格落在不可填的列，已略过`)
  if (laid.locked.length > 0) beside.push(`${laid.locked.length} 格落在已锁定或不填的格，已略过`)
  if (laid.unknown.length > 0) beside.push(`${laid.unknown.length} 行在表中找不到：${laid.unknown.slice(0, 5).join('、')}`)
  if (beside.length > 0) box.append(element('p', beside.join('；') + '。', 'muted'))
  if (blanks > 0) box.append(askBlanks(`${blanks} 项在粘贴的内容里是空白，而表中已有数：`))
  if (preview.changes.length > 0) box.append(listed(preview.changes))
  return box
}

/** Blank never means nothing: the person says what it means. */
export function askBlanks(words: string): HTMLElement {
  const set = document.createElement('fieldset')
  set.className = 'blanks'
  set.append(element('legend', words))
  for (const [value, text] of [['keep', '保留原来的数'], ['missing', '改为“待补”（原来的数留在历史里）']] as const) {
    const label = document.createElement('label')
    const radio = document.createElement('input')
    radio.type = 'radio'
    radio.name = 'blanks'
    radio.value = value
    radio.checked = value === 'keep'
    label.append(radio, ` ${text}`)
    set.append(label)
  }
  return set
}

export const blanksAre = (): string => document.querySelector<HTMLInputElement>('input[name="blanks"]:checked')?.value ?? 'keep'

export function listed(changes: Omit<Change, 'field'>[]): HTMLElement {
  const table = document.createElement('table')
  table.className = 'table grid'
  const head = document.createElement('tr')
  for (const title of ['指标', '列', '现在', '粘贴后', '说明']) head.append(element('th', title))
  const thead = document.createElement('thead')
  thead.append(head)
  const body = document.createElement('tbody')
  for (const change of changes.slice(0, SHOWN_MAX)) {
    const line = document.createElement('tr')
    if (change.bad) line.className = 'is-bad'
    const said = element('td', '', change.bad ? 'bad' : 'muted')
    if (change.bad) said.append(element('b', '有错 '))
    said.append(change.said)
    const look = change.words ? 'words-changed' : 'num'
    line.append(element('td', change.name, 'of'), element('td', change.column, 'nowrap'), element('td', change.from, look), element('td', change.to, look), said)
    body.append(line)
  }
  table.append(thead, body)
  const frame = document.createElement('div')
  frame.className = 'table-box'
  frame.tabIndex = 0
  frame.append(table)
  if (changes.length > SHOWN_MAX) frame.append(element('p', `此处列出前 ${SHOWN_MAX} 格，采用时包括全部。`, 'muted'))
  return frame
}
