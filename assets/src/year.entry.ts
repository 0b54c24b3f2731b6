// The entry grid over the months of a year: cells are saved as they are left, a block of indicators × months is pasted
// with a preview, and keys move as in a spreadsheet.
import { isBlock, parseBlock } from './entry/block'
import { Api, type Reply } from './entry/api'
import { askDialog, element, facts, speaker } from './entry/dialog'
import { type Draft, Keeper, putBack } from './entry/keep'
import { choose, listenForMoves } from './entry/move'
import { askBlanks, blanksAre, listed } from './entry/preview'
import { type Grid, Range } from './entry/range'
import { Sender } from './entry/sender'
import type { Box } from './entry/table'
import { type YearForm, type YearLaid, type YearText, layYear } from './entry/year'

const NOT_EMPTIED = '已存的数不会被清空：没有发生请填 0，暂无数据请填“待补”，不承担请填“不适用”'

interface Cell {
  indicator: number
  period: string
  version: number
  value: string
  cumulative: string
  notes: string[]
  findings: { kind: 'error' | 'warning'; explained: boolean; word: string; text: string }[]
  saved: boolean
  follows: boolean
  conflict?: { by: string; at: string }
}

interface Sent extends YearText { version: number }
interface YearAnswer { cells: Cell[] }
interface Step { cells: { box: Box; before: string; after: string }[] }

const keyOf = (cell: { indicator: number; period: string }): string => `${cell.indicator}/${cell.period}`

class Year extends Sender<Sent, YearAnswer> implements Grid {
  readonly form: HTMLFormElement
  readonly rows: HTMLTableRowElement[]
  readonly fields: readonly string[]
  private readonly boxes = new Map<string, Box>()
  private readonly waiting = new Map<string, Sent>()
  private readonly undos: Step[] = []
  private readonly redos: Step[] = []
  readonly keeper: Keeper
  readonly range: Range

  constructor(form: HTMLFormElement) {
    super(new Api(form.dataset.api ?? '', form.dataset.token ?? ''), speaker(form.querySelector<HTMLElement>('[data-saving]')), '格')
    this.form = form
    this.rows = [...form.querySelectorAll<HTMLTableRowElement>('tr[data-indicator]')]
    this.fields = [...form.querySelectorAll<HTMLElement>('thead th[data-period]')].map(head => head.dataset.period ?? '')
    for (const box of form.querySelectorAll<Box>('[data-field]')) {
      box.dataset.saved = box.value
      this.boxes.set(keyOf(this.at(box)), box)
    }
    this.keeper = new Keeper(`kaocheng:${form.dataset.person ?? ''}:${location.pathname}:${this.field}`, drafts => this.api.keep(form.dataset.drafts ?? '', drafts))
    this.range = new Range(this)
    window.addEventListener('pageshow', event => { if (event.persisted) location.reload() })
  }

  get field(): 'value' | 'cumulative' {
    return this.form.dataset.fieldName === 'cumulative' ? 'cumulative' : 'value'
  }

  at(box: Box): { indicator: number; period: string } {
    return { indicator: Number(box.closest('tr')?.dataset.indicator), period: box.dataset.field ?? '' }
  }

  box(at: { indicator: number; period: string }): Box | undefined {
    return this.boxes.get(keyOf(at))
  }

  name(indicator: number): string {
    return this.rows.find(row => Number(row.dataset.indicator) === indicator)?.querySelector('.name')?.textContent?.trim() ?? ''
  }

  shape(): YearForm {
    const rows = this.rows.map(row => ({
      indicator: Number(row.dataset.indicator),
      name: row.querySelector('.name')?.textContent?.trim() ?? '',
      measure: row.children[2]?.textContent?.trim() ?? '',
      open: new Set([...row.querySelectorAll<Box>('[data-field]')].map(box => box.dataset.field ?? '')),
    }))
    return { year: Number(this.form.dataset.year), periods: [...this.fields], rows }
  }

  mark(box: Box, mark: string, said = ''): void {
    const cell = box.closest<HTMLElement>('td')
    if (!cell) return
    if (mark === '') delete cell.dataset.mark
    else cell.dataset.mark = mark
    box.toggleAttribute('aria-invalid', mark === 'bad')
    if (said === '') delete box.dataset.said
    else box.dataset.said = said
  }

  restore(): void {
    const earlier = JSON.parse(this.form.dataset.typed ?? '[]') as Draft[]
    let count = 0
    for (const draft of this.keeper.earlier(earlier)) {
      const box = draft.field === this.field ? this.box(draft) : undefined
      if (!box) continue
      if (putBack(box, draft)) {
        this.mark(box, 'pending', '上次输入，没有保存')
        count += 1
      } else this.keeper.settled(draft)
    }
    if (count > 0) this.say(`上次有 ${count} 格输入没有保存，已放回原处（右上角有灰角），核对后到格内按回车即保存`)
  }

  typed(box: Box): void {
    const text = box.value.trim()
    const at = { ...this.at(box), field: this.field }
    if (text === '' || text === (box.dataset.saved ?? '')) this.keeper.settled(at)
    else this.keeper.typed({ ...at, text, version: Number(box.dataset.seen ?? box.dataset.version ?? 0) })
  }

  left(box: Box): void {
    const text = box.value.trim()
    // While a save is on its way, what stands may be about to change.
    const onItsWay = text !== '' && box.closest<HTMLElement>('td')?.dataset.mark === 'pending'
    if (text === (box.dataset.saved ?? '') && !onItsWay) {
      // Back at what stands, there is nothing to mend or to save.
      if (box.dataset.said?.startsWith('未存')) this.mark(box, '')
      return
    }
    if (text === '') {
      box.value = box.dataset.saved ?? ''
      this.say(NOT_EMPTIED, true)
      return
    }
    this.put([{ ...this.at(box), text }])
  }

  put(texts: YearText[], undoable = true): void {
    const cells: Step['cells'] = []
    for (const text of texts) {
      const box = this.box(text)
      if (!box) continue
      cells.push({ box, before: box.dataset.saved ?? '', after: text.text })
      box.value = box.dataset.start = text.text
      this.mark(box, 'pending', '待存')
      this.keeper.typed({ ...text, field: this.field, version: Number(box.dataset.seen ?? box.dataset.version ?? 0) })
      this.waiting.set(keyOf(text), { ...text, version: 0 })
    }
    if (undoable && cells.length > 0) {
      this.undos.push({ cells })
      this.redos.length = 0
    }
    this.soon()
  }

  undo(): void {
    this.step(this.undos, this.redos, cell => cell.before, '撤销')
  }

  redo(): void {
    this.step(this.redos, this.undos, cell => cell.after, '重做')
  }

  async preview(cells: YearText[]): Promise<Cell[] | null> {
    const reply = await this.ask('/preview', cells.map(cell => this.versioned(cell)))
    if (reply.kind === 'answer') return reply.answer.cells
    this.say(reply.kind === 'refused' ? reply.message : '没有连上服务器或登录已过期，粘贴的内容没有采用，请稍后再粘贴一次', true)
    return null
  }

  private step(from: Step[], to: Step[], text: (cell: Step['cells'][number]) => string, word: string): void {
    const last = from.pop()
    if (!last) {
      this.say(`没有可${word}的操作`)
      return
    }
    to.push(last)
    const texts = last.cells.map(cell => ({ ...this.at(cell.box), text: text(cell) }))
    const given = texts.filter(cell => cell.text !== '')
    this.put(given, false)
    const kept = texts.length - given.length
    this.say(`已${word} ${given.length} 格${kept > 0 ? `；${kept} 格原来是空的，已存的数不会被清空，可改填“待补”` : ''}`)
  }

  private versioned(text: YearText): Sent {
    const box = this.box(text)
    return { ...text, version: Number(box?.dataset.seen ?? box?.dataset.version ?? 0) }
  }

  protected count(): number {
    return this.waiting.size
  }

  protected take(): Sent[] {
    const held = [...this.waiting.values()].map(text => this.versioned(text))
    this.waiting.clear()
    return held
  }

  protected putBack(held: Sent[]): void {
    for (const text of held) if (!this.waiting.has(keyOf(text))) this.waiting.set(keyOf(text), text)
  }

  protected call(held: Sent[]): Promise<Reply<YearAnswer>> {
    return this.ask('', held)
  }

  private ask(part: string, cells: Sent[]): Promise<Reply<YearAnswer>> {
    return this.api.post<YearAnswer>(part, { view: this.field, cells: cells.map(({ indicator, period, version, text }) => ({ indicator, period, version, text })) })
  }

  protected async settle({ cells }: YearAnswer, sent: Sent[]): Promise<void> {
    let saved = 0
    let bad = 0
    for (const cell of cells) {
      const box = this.box(cell)
      if (!box) continue
      const mine = sent.find(text => keyOf(text) === keyOf(cell))
      if (cell.conflict && mine) await this.decide(cell, mine, box)
      else if (this.show(cell, mine, box)) saved += 1
      else bad += 1
    }
    this.say(bad > 0 ? `已存 ${saved} 格，${bad} 格有错须改正` : saved > 0 ? `已存 ${saved} 格` : '没有变化', bad > 0)
  }

  /** Shows a cell as the server answered it; false when it was not taken. */
  private show(cell: Cell, mine: Sent | undefined, box: Box): boolean {
    const wrong = cell.findings.find(finding => finding.kind === 'error' && !finding.explained)
    const stands = cell[this.field]
    if (mine && !cell.saved && wrong) {
      this.mark(box, 'bad', `未存，${wrong.word}：${wrong.text}`)
      return false
    }
    // A text that waits in its cell, to be mended or saved, is left alone by what follows from others.
    const waits = !mine && box.value.trim() !== (box.dataset.saved ?? '')
    box.dataset.version = String(cell.version)
    box.dataset.saved = stands
    if (waits) return true
    delete box.dataset.seen
    if (!(document.activeElement === box && mine && box.value.trim() !== mine.text)) box.value = box.dataset.start = stands
    this.keeper.settled({ ...this.at(box), field: this.field })
    const doubt = cell.findings.find(finding => !finding.explained)
    if (doubt) this.mark(box, doubt.kind === 'error' ? 'bad' : 'doubt', `已存，${doubt.word}：${doubt.text}`)
    else if (cell.notes.length > 0) this.mark(box, 'noted', `已存，${cell.notes.join('；')}`)
    else this.mark(box, 'saved', cell.follows ? '已存，随前面的月份改变' : '已存')
    return true
  }

  private async decide(cell: Cell, mine: Sent, box: Box): Promise<void> {
    const body = document.createElement('div')
    body.append(element('p', `${cell.conflict?.by ?? ''} 于 ${cell.conflict?.at ?? ''} 保存了${this.name(cell.indicator)} ${cell.period}。您输入的还没有存。`))
    body.append(facts([['对方', cell[this.field]], ['您', mine.text]]))
    const choice = await askDialog('conflict', body, [['[data-conflict-mine]', () => 'mine'], ['[data-conflict-theirs]', () => 'theirs']])
    const theirs = { ...cell }
    delete theirs.conflict
    theirs.saved = true
    box.value = box.dataset.saved ?? ''
    this.show(theirs, undefined, box)
    if (choice === 'mine') this.put([{ indicator: cell.indicator, period: cell.period, text: mine.text }], false)
  }
}

function tend(year: Year): void {
  const boxOf = (event: Event): Box | null => (event.target instanceof HTMLElement && event.target.matches('[data-field]') ? (event.target as Box) : null)
  let last: Box | null = null
  year.form.addEventListener('input', event => { const box = boxOf(event); if (box) year.typed(box) })
  year.form.addEventListener('focusout', event => {
    const box = boxOf(event)
    if (box && !document.querySelector('dialog[open]')) year.left(box)
  })
  year.form.addEventListener('focusin', event => {
    const box = boxOf(event)
    if (!box) return
    last = box
    const at = year.at(box)
    if (box.dataset.said) year.say(`${year.name(at.indicator)} ${at.period} ${box.dataset.said}`, box.closest('td')?.dataset.mark === 'bad')
  })
  year.form.addEventListener('submit', event => event.preventDefault())
  year.form.addEventListener('paste', event => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const filled = !isBlock(text) && year.range.size() > 1 ? year.range.block().map(row => row.map(box => (box ? text.trim() : '')).join('\t')).join('\n') : text
    if (!isBlock(filled)) return
    event.preventDefault()
    void paste(year, filled, year.range.first() ?? last)
  })
  const button = document.querySelector<HTMLButtonElement>('[data-paste]')
  if (button) {
    button.hidden = false
    button.addEventListener('click', () => year.say('在 Excel 或 WPS 中复制一块（可带月份表头和指标名称），点一下要粘贴的第一格，按 Ctrl+V'))
  }
  listenForMoves(year, year.range, { undo: () => year.undo(), redo: () => year.redo(), emptied: () => year.say(NOT_EMPTIED, true) })
}

async function paste(year: Year, text: string, at: Box | null): Promise<void> {
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
    year.typed(box)
  }
  const texts = missing ? [...seen.good, ...seen.blanks] : seen.good
  if (texts.length > 0) year.put(texts)
  else if (laid.cells.length > 0) year.say(`${seen.bad.length} 格有错，已留在格内，请逐格改正`, seen.bad.length > 0)
}

document.querySelectorAll<HTMLFormElement>('form.year[data-api]').forEach(form => {
  const year = new Year(form)
  tend(year)
  year.restore()
})
