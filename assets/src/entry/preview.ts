// The preview of a pasted block: how many cells change, which are bad and why; the person takes it or not.
import type { Answer, Field, NewCells } from './contract'
import type { Laid } from './block'
import type { Table } from './table'

const FIELDS: Field[] = ['value', 'cumulative', 'narrative', 'self_score']
const NAMES: Record<Field, string> = { value: '当月', cumulative: '累计', narrative: '完成情况', self_score: '自评分' }
const SHOWN_MAX = 200

interface Change { name: string; words: boolean; column: string; from: string; to: string; said: string; bad: boolean }

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
      const error = row.findings.find(finding => finding.kind === 'error' && (finding.field === field || finding.field === undefined))
      const change = { name: table.name(cells.indicator), words: field === 'narrative', column: NAMES[field], from, to: row[field], said: '', bad: false }
      if (error) {
        preview.bad += 1
        preview.changes.push({ ...change, to: typed, said: error.text, bad: true })
      } else if (row[field] === from) {
        preview.same += 1
      } else {
        good[field] = typed
        const warning = row.findings.find(finding => finding.kind === 'warning' && finding.field === field)
        const note = field === 'narrative' ? undefined : row.notes[0]
        preview.changes.push({ ...change, said: warning?.text ?? note ?? '' })
      }
    }
    if (Object.keys(good).length > 2) preview.good.push(good)
  }
  preview.changes.sort((a, b) => Number(b.bad) - Number(a.bad))
  return preview
}

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  if (className) made.className = className
  return made
}

export function describe(laid: Laid, preview: Preview): HTMLElement {
  const box = document.createElement('div')
  const changed = preview.changes.length - preview.bad
  box.append(element('p', `${changed} 格将改变，${preview.bad} 格有错（不采用），${preview.same} 格与现在相同。`, 'counts-line'))
  const beside: string[] = []
  if (laid.by === 'name') beside.push('按指标名称对行')
  if (laid.beside > 0) beside.push(`${laid.beside} 格落在不可填的列，已略过`)
  if (laid.locked.length > 0) beside.push(`${laid.locked.length} 格落在已锁定或不填的格，已略过`)
  if (laid.unknown.length > 0) beside.push(`${laid.unknown.length} 行在表中找不到：${laid.unknown.slice(0, 5).join('、')}`)
  if (beside.length > 0) box.append(element('p', beside.join('；') + '。', 'muted'))
  if (preview.changes.length === 0) return box
  const table = document.createElement('table')
  table.className = 'table grid'
  const head = document.createElement('tr')
  for (const title of ['指标', '列', '现在', '粘贴后', '说明']) head.append(element('th', title))
  const thead = document.createElement('thead')
  thead.append(head)
  const body = document.createElement('tbody')
  for (const change of preview.changes.slice(0, SHOWN_MAX)) {
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
  box.append(frame)
  return box
}
