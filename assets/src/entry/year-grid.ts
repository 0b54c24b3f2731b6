// The grid over the months of a year: what its cells hold, and how they are saved and shown.
import { Api, type Reply } from './api'
import { askDialog, element, facts, speaker } from './dialog'
import { Keeper } from './keep'
import { Range } from './range'
import { Sender } from './sender'
import type { Box } from './table'
import type { Tended } from './tend'
import { type Change, Undo } from './undo'
import { type YearForm, type YearText, keyOf } from './year'
import { paste } from './year-paste'

/** A cell as the server answers it. */
export interface Cell {
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

export class Year extends Sender<Sent, YearAnswer> implements Tended {
  readonly form: HTMLFormElement
  readonly rows: HTMLTableRowElement[]
  readonly fields: readonly string[]
  private readonly boxes = new Map<string, Box>()
  private readonly waiting = new Map<string, Sent>()
  readonly pasting = '在 Excel 或 WPS 中复制一块（可带月份表头和指标名称），点一下要粘贴的第一格，按 Ctrl+V'
  readonly undos: Undo
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
    this.undos = new Undo(this.say, texts => this.put(texts.map(({ box, text }) => ({ ...this.at(box), text })), false))
  }

  get field(): 'value' | 'cumulative' {
    return this.form.dataset.fieldName === 'cumulative' ? 'cumulative' : 'value'
  }

  at(box: Box): { indicator: number; period: string; field: string } {
    return { indicator: Number(box.closest('tr')?.dataset.indicator), period: box.dataset.field ?? '', field: this.field }
  }

  version(box: Box): number {
    return Number(box.dataset.version ?? 0)
  }

  called(box: Box): string {
    const at = this.at(box)
    return `${this.name(at.indicator)} ${at.period}`
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

  /** A reason is given, and evidence added, in the form of the month. */
  answered(box: Box): { text: string; href: string } | undefined {
    if (box.closest('td')?.dataset.mark !== 'doubt') return undefined
    const { indicator, period } = this.at(box)
    const month = this.form.querySelector<HTMLAnchorElement>(`thead th[data-period="${period}"] a`)
    return month ? { text: '到当月填报说明', href: `${month.href}#row-${indicator}` } : undefined
  }

  waits(box: Box): void {
    this.mark(box, 'pending', '上次输入，没有保存')
  }

  unmark(box: Box): void {
    if (box.dataset.said?.startsWith('未存')) this.mark(box, '')
  }

  save(box: Box, text: string): void {
    this.put([{ ...this.at(box), text }])
  }

  paste(text: string, at: Box | null): Promise<void> {
    return paste(this, text, at)
  }

  put(texts: YearText[], undoable = true): void {
    const changes: Change[] = []
    for (const text of texts) {
      const box = this.box(text)
      if (!box) continue
      changes.push({ box, before: box.dataset.saved ?? '', after: text.text })
      box.value = box.dataset.start = text.text
      this.mark(box, 'pending', '待存')
      this.keeper.typed({ ...text, field: this.field, version: Number(box.dataset.seen ?? box.dataset.version ?? 0) })
      this.waiting.set(keyOf(text), { ...text, version: 0 })
    }
    if (undoable) this.undos.remember(changes)
    this.soon()
  }

  async preview(cells: YearText[]): Promise<Cell[] | null> {
    const reply = await this.ask('/preview', cells.map(cell => this.versioned(cell)))
    if (reply.kind === 'answer') return reply.answer.cells
    this.say(reply.kind === 'refused' ? reply.message : '没有连上服务器或登录已过期，粘贴的内容没有采用，请稍后再粘贴一次', true)
    return null
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
    // What asks for nothing any more needs no proof.
    if (!doubt) box.parentElement?.querySelector('.waits.proof')?.remove()
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
