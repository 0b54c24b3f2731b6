// Saves what was typed, soon and one call at a time. Nothing typed is ever dropped: what could not be saved stays
// marked 待存, is kept in this browser, and is tried again.
import type { Api, Reply } from './api'
import { type Answer, FIELDS, type Field, type NewCells, type Row } from './contract'
import type { Say } from './dialog'
import { Sender } from './sender'
import { type Table, fieldOf } from './table'
import { type Put, Undo } from './undo'

/** A row that waits; a pinned one was typed over a version that an earlier visit saw. */
export type Waiting = NewCells & { pinned?: boolean }

export interface Asks {
  conflict: (row: Row, mine: NewCells) => Promise<'mine' | 'theirs'>
  /** Called for each cell that is saved now. */
  settled: (indicator: number, field: Field) => void
}

export class Saver extends Sender<Waiting, Answer> {
  private readonly waiting = new Map<number, Waiting>()
  readonly undos: Undo

  constructor(
    private readonly table: Table,
    api: Api,
    say: Say,
    private readonly asks: Asks,
    private readonly place: string,
  ) {
    super(api, say, '行')
    this.undos = new Undo(say, texts => this.again(texts))
  }

  /** Puts back what an earlier visit could not save, and saves it. */
  restore(): void {
    const kept = JSON.parse(localStorage.getItem(this.place) ?? '[]') as NewCells[]
    const cells = kept.filter(row => this.table.name(row.indicator) !== '')
    if (cells.length === 0) return
    for (const row of cells) {
      for (const field of FIELDS) {
        const box = this.table.box(row.indicator, field)
        const text = row[field]
        if (box && text !== undefined) box.value = text
      }
    }
    this.say(`上次有 ${cells.length} 行没有存上，已放回，正在保存`)
    this.put(cells.map(row => ({ ...row, pinned: true })), false)
  }

  put(rows: Waiting[], undoable = true): void {
    if (undoable) this.remember(rows)
    for (const row of rows) {
      const before = this.waiting.get(row.indicator)
      this.waiting.set(row.indicator, { ...before, ...row })
      for (const field of FIELDS) {
        const box = row[field] === undefined ? null : this.table.box(row.indicator, field)
        if (box) this.table.mark(box, 'pending')
      }
    }
    this.store()
    this.soon()
  }

  /** Texts that were taken back or done again, joined into rows. */
  private again(texts: Put[]): void {
    const rows = new Map<number, NewCells>()
    for (const { box, text } of texts) {
      const indicator = this.table.indicatorOf(box)
      const row = rows.get(indicator) ?? { indicator, version: this.table.version(indicator) }
      row[fieldOf(box)] = text
      rows.set(indicator, row)
    }
    this.put([...rows.values()], false)
  }

  private remember(rows: NewCells[]): void {
    this.undos.remember(rows.flatMap(row =>
      FIELDS.flatMap(field => {
        const [box, after] = [this.table.box(row.indicator, field), row[field]]
        return box && after !== undefined ? [{ box, before: box.dataset.saved ?? '', after }] : []
      }),
    ))
  }

  private store(): void {
    try {
      if (this.waiting.size === 0) localStorage.removeItem(this.place)
      else localStorage.setItem(this.place, JSON.stringify([...this.waiting.values()]))
    } catch {
      // A full or forbidden store: the draft on the server remains.
    }
  }

  protected count(): number {
    return this.waiting.size
  }

  protected take(): Waiting[] {
    const held = [...this.waiting.values()]
    this.waiting.clear()
    return held
  }

  protected putBack(held: Waiting[]): void {
    for (const row of held) this.waiting.set(row.indicator, { ...row, ...this.waiting.get(row.indicator) })
    this.store()
  }

  protected call(held: Waiting[]): Promise<Reply> {
    return this.api.save(held.map(({ pinned, ...row }) => (pinned ? row : { ...row, version: this.table.version(row.indicator) })))
  }

  protected async settle(answer: Answer, sent: Waiting[]): Promise<void> {
    await this.show(answer, sent)
    this.store()
  }

  private async show(answer: Answer, sent: NewCells[]): Promise<void> {
    const bad = answer.rows.filter(row => row.findings.some(finding => finding.kind === 'error' && !finding.explained)).length
    for (const row of answer.rows) {
      const mine = sent.find(cells => cells.indicator === row.indicator)
      if (!mine) continue
      if (row.conflict) await this.decide(row, mine)
      else this.taken(row, mine)
    }
    this.table.sums(answer.summary)
    const saved = answer.rows.filter(row => row.saved).length
    if (bad > 0) this.say(`已存 ${saved} 行，${bad} 行有错须改正`, true)
    else if (saved > 0) this.say(`已存 ${saved} 行`)
    else this.say('没有变化')
  }

  private taken(row: Row, mine: NewCells): void {
    this.table.show(row, mine)
    for (const field of FIELDS) {
      const refused = row.findings.some(finding => finding.kind === 'error' && finding.field === field)
      if (mine[field] !== undefined && !refused) this.asks.settled(row.indicator, field)
    }
  }

  /** Somebody else saved the row first: nothing is lost, and a person decides. */
  private async decide(row: Row, mine: NewCells): Promise<void> {
    const choice = await this.asks.conflict(row, mine)
    const theirs: Row = { ...row }
    delete theirs.conflict
    // What the person chose about no longer waits in its cell.
    for (const field of FIELDS) {
      const box = mine[field] === undefined ? null : this.table.box(row.indicator, field)
      if (box) box.value = box.dataset.saved ?? ''
    }
    this.table.show(theirs, { indicator: row.indicator, version: row.version })
    for (const field of FIELDS) {
      const box = mine[field] === undefined ? null : this.table.box(row.indicator, field)
      if (!box) continue
      if (choice === 'mine') box.value = mine[field] ?? ''
      else {
        this.table.mark(box, 'saved')
        this.asks.settled(row.indicator, field)
      }
    }
    if (choice === 'mine') this.put([{ ...mine, version: row.version, pinned: false }], false)
  }
}
