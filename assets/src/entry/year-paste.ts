// A block that is pasted over the months of a year: laid, previewed by the server, agreed to, taken.
import { parseBlock } from './block'
import { askDialog, element } from './dialog'
import { choose } from './move'
import { askBlanks, blanksAre, listed } from './preview'
import type { Box } from './table'
import { keep } from './tend'
import { type YearLaid, type YearText, keyOf, layYear } from './year'
import type { Cell, Year } from './year-grid'

export async function paste(year: Year, text: string, at: Box | null): Promise<void> {
  const shape = year.shape()
  const block = parseBlock(text)
  const place = at ? year.at(at) : null
  const from = {
    row: place ? shape.rows.findIndex(row => row.indicator === place.indicator) : 0,
    column: place ? shape.periods.indexOf(place.period) : 0,
  }
  const chosen = new Map<number, string>()
  for (;;) {
    const laid = layYear(block, shape, from, chosen)
    year.say('正在核对粘贴的内容…')
    const cells = await year.preview(laid.cells)
    if (!cells) return
    year.say('')
    const seen = look(year, laid, cells)
    const answer = await ask(year, laid, seen, chosen)
    if (answer === 'again') continue
    if (answer === 'drop') year.say('没有采用粘贴的内容')
    else take(year, laid, seen, answer === 'missing')
    if (at) choose(at)
    return
  }
}

interface Seen { good: YearText[]; bad: { text: YearText; said: string }[]; same: number; follows: number; changes: Parameters<typeof listed>[0]; blanks: YearText[] }

function look(year: Year, laid: YearLaid, cells: Cell[]): Seen {
  const seen: Seen = { good: [], bad: [], same: 0, follows: 0, changes: [], blanks: [] }
  for (const text of laid.cells) {
    const box = year.box(text)
    const cell = cells.find(one => keyOf(one) === keyOf(text))
    const from = box?.dataset.saved ?? ''
    const change = { indicator: text.indicator, name: year.name(text.indicator), words: false, column: `${Number(text.period.slice(5))}月`, from, to: text.text, said: '', bad: false }
    const wrong = cell?.findings.find(finding => finding.kind === 'error' && !finding.explained)
    if (wrong) {
      seen.bad.push({ text, said: `${wrong.word}：${wrong.text}` })
      seen.changes.push({ ...change, said: wrong.text, bad: true })
    } else if (!cell || cell[year.field] === from) seen.same += 1
    else {
      seen.good.push(text)
      const doubt = cell.findings.find(finding => !finding.explained)
      seen.changes.push({ ...change, to: cell[year.field], said: [...cell.notes, ...(doubt ? [`${doubt.word}：${doubt.text}`] : [])].join('；') })
    }
  }
  seen.follows = cells.filter(cell => cell.follows).length
  seen.blanks = laid.blanks.filter(at => (year.box(at)?.dataset.saved ?? '') !== '').map(at => ({ ...at, text: '待补' }))
  seen.changes.sort((a, b) => Number(b.bad) - Number(a.bad))
  return seen
}

async function ask(year: Year, laid: YearLaid, seen: Seen, chosen: Map<number, string>): Promise<string> {
  const body = document.createElement('div')
  const follows = seen.follows > 0 ? `，另有 ${seen.follows} 格累计随之改变` : ''
  body.append(element('p', `${seen.good.length} 格将改变，${seen.bad.length} 格有错（留在格内待改，不存），${seen.same} 格与现在相同${follows}。`, 'counts-line'))
  let again: (() => void) | undefined
  for (const head of laid.bad) {
    const line = element('p', '', 'bad bad-head')
    line.append(element('b', '表头有错 '), `第 ${head.column + 1} 列${head.why}，这一列 ${head.count} 格没有采用。它是 `)
    const pick = document.createElement('select')
    pick.setAttribute('aria-label', `第 ${head.column + 1} 列是哪个月`)
    pick.append(new Option('（不采用）', ''))
    const used = new Set(laid.cells.map(cell => cell.period))
    for (const period of year.fields) if (!used.has(period)) pick.append(new Option(`${Number(period.slice(5))}月`, period))
    pick.addEventListener('change', () => {
      if (pick.value === '') return
      chosen.set(head.column, pick.value)
      again?.()
    })
    line.append(pick)
    body.append(line)
  }
  const beside: string[] = []
  if (laid.by === 'name') beside.push('按指标名称对行')
  if (laid.closed > 0) beside.push(`${laid.closed} 格落在已提交、已锁定、未到期或不填的月份，已略过`)
  if (laid.unknown.length > 0) beside.push(`${laid.unknown.length} 行在表中找不到：${laid.unknown.slice(0, 5).join('、')}`)
  if (beside.length > 0) body.append(element('p', beside.join('；') + '。', 'muted'))
  if (seen.blanks.length > 0) body.append(askBlanks(`${seen.blanks.length} 格在粘贴的内容里是空白，而表中已有数：`))
  if (seen.changes.length > 0) body.append(listed(seen.changes))
  const apply = document.querySelector<HTMLButtonElement>('[data-paste-apply]')
  if (apply) apply.disabled = seen.changes.length + seen.blanks.length === 0
  const asked = askDialog('paste', body, [['[data-paste-apply]', blanksAre], ['[data-paste-drop]', () => 'drop']])
  const relaid = new Promise<string>(resolve => {
    again = () => {
      document.querySelector<HTMLDialogElement>('dialog#paste')?.close()
      resolve('again')
    }
  })
  return Promise.race([asked, relaid])
}

function take(year: Year, laid: YearLaid, seen: Seen, missing: boolean): void {
  for (const { text, said } of seen.bad) {
    const box = year.box(text)
    if (!box) continue
    box.value = text.text
    year.mark(box, 'bad', `未存，${said}`)
    keep(year, box)
  }
  const texts = missing ? [...seen.good, ...seen.blanks] : seen.good
  if (texts.length > 0) year.put(texts)
  else if (laid.cells.length > 0) year.say(`${seen.bad.length} 格有错，已留在格内，请逐格改正`, seen.bad.length > 0)
}
