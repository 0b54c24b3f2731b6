// Saves what was typed, soon and one call at a time. Nothing typed is ever dropped: what could not be saved stays
// marked 待存, is kept for this window, and is tried again.
import type { Answer, Field, NewCells, Row } from './contract'
import type { Api } from './api'
import { type Table } from './table'

const SOON_MS = 250
const AGAIN_MS = 4_000
const FIELDS: Field[] = ['value', 'cumulative', 'narrative', 'self_score']

interface Undo {
  cells: { indicator: number; field: Field; before: string }[]
}

export class Saver {
  private readonly waiting = new Map<number, NewCells>()
  private readonly undos: Undo[] = []
  private busy = false
  private signedOut = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly table: Table,
    private readonly api: Api,
    private readonly say: (text: string, bad?: boolean) => void,
    private readonly ask: (row: Row, mine: NewCells) => Promise<'mine' | 'theirs'>,
    private readonly keep: string,
  ) {
    window.addEventListener('beforeunload', event => {
      if (this.waiting.size > 0) event.preventDefault()
    })
    window.addEventListener('focus', () => void this.wake())
    window.addEventListener('online', () => void this.flush())
  }

  /** Puts back what an earlier visit of this window could not save. */
  restore(): void {
    const kept = JSON.parse(sessionStorage.getItem(this.keep) ?? '[]') as NewCells[]
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
    this.put(cells, false)
  }

  put(rows: NewCells[], undoable = true): void {
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
    this.soon(SOON_MS)
  }

  undo(): void {
    const last = this.undos.pop()
    if (!last) {
      this.say('没有可撤销的操作')
      return
    }
    const rows = new Map<number, NewCells>()
    let empty = 0
    for (const { indicator, field, before } of last.cells) {
      if (before === '') { empty += 1; continue }
      const row = rows.get(indicator) ?? { indicator, version: this.table.version(indicator) }
      row[field] = before
      rows.set(indicator, row)
      const box = this.table.box(indicator, field)
      if (box) box.value = before
    }
    this.put([...rows.values()], false)
    const kept = empty > 0 ? `；${empty} 格原来是空的，已存的数不会被清空，可改填“待补”` : ''
    this.say(`已撤销 ${last.cells.length - empty} 格${kept}`)
  }

  private remember(rows: NewCells[]): void {
    const cells = rows.flatMap(row =>
      FIELDS.filter(field => row[field] !== undefined).map(field => ({
        indicator: row.indicator,
        field,
        before: this.table.box(row.indicator, field)?.dataset.saved ?? '',
      })),
    )
    if (cells.length > 0) this.undos.push({ cells })
  }

  private store(): void {
    if (this.waiting.size === 0) sessionStorage.removeItem(this.keep)
    else sessionStorage.setItem(this.keep, JSON.stringify([...this.waiting.values()]))
  }

  private soon(after: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), after)
  }

  private async wake(): Promise<void> {
    if (this.signedOut && !(await this.api.renewToken())) return
    this.signedOut = false
    await this.flush()
  }

  private async flush(): Promise<void> {
    if (this.busy || this.signedOut || this.waiting.size === 0) return
    this.busy = true
    const sent = [...this.waiting.values()].map(row => ({ ...row, version: this.table.version(row.indicator) }))
    this.waiting.clear()
    this.say('正在保存…')
    const reply = await this.api.save(sent)
    this.busy = false
    if (reply.kind === 'answer') {
      await this.settle(reply.answer, sent)
      this.store()
      if (this.waiting.size > 0) this.soon(SOON_MS)
      return
    }
    for (const row of sent) this.waiting.set(row.indicator, { ...row, ...this.waiting.get(row.indicator) })
    this.store()
    if (reply.kind === 'signed-out') {
      this.signedOut = true
      this.say('登录已过期。输入的内容都在本页：请在新窗口重新登录，回到这里即自动保存。', true)
    } else if (reply.kind === 'unreachable') {
      this.say(`没有连上服务器，${this.waiting.size} 行待存，正在重试。请不要关闭本页。`, true)
      this.soon(AGAIN_MS)
    } else {
      this.say(reply.message, true)
    }
  }

  private async settle(answer: Answer, sent: NewCells[]): Promise<void> {
    const bad = answer.rows.filter(row => row.findings.some(finding => finding.kind === 'error')).length
    for (const row of answer.rows) {
      const mine = sent.find(cells => cells.indicator === row.indicator)
      if (!mine) continue
      if (row.conflict) await this.decide(row, mine)
      else this.table.show(row, mine)
    }
    this.table.sums(answer.summary)
    const saved = answer.rows.filter(row => row.saved).length
    if (bad > 0) this.say(`已存 ${saved} 行，${bad} 行有错须改正`, true)
    else if (saved > 0) this.say(`已存 ${saved} 行`)
    else this.say('没有变化')
  }

  /** Somebody else saved the row first: nothing is lost, and a person decides. */
  private async decide(row: Row, mine: NewCells): Promise<void> {
    const choice = await this.ask(row, mine)
    const theirs: Row = { ...row }
    delete theirs.conflict
    this.table.show(theirs, { indicator: row.indicator, version: row.version })
    for (const field of FIELDS) {
      const box = mine[field] === undefined ? null : this.table.box(row.indicator, field)
      if (!box) continue
      if (choice === 'mine') box.value = mine[field] ?? ''
      else this.table.mark(box, 'saved')
    }
    if (choice === 'mine') this.put([{ ...mine, version: row.version }], false)
  }
}
