// What was typed and is no figure yet: kept in this browser at once and on the server a moment later, so that a crash,
// a closed window, an ended session or another machine loses nothing.
import type { Box } from './table'

const SOON_MS = 1_500

export interface Draft {
  period: string
  indicator: number
  field: string
  /** Empty forgets the draft. */
  text: string
  version: number
}

const keyOf = (draft: { period: string; indicator: number; field: string }): string => `${draft.period}/${draft.indicator}/${draft.field}`

export class Keeper {
  private readonly held = new Map<string, Draft>()
  private readonly changed = new Set<string>()
  private timer: ReturnType<typeof setTimeout> | undefined

  /** `place` is the name in this browser, by person and page; `send` puts drafts on the server. */
  constructor(private readonly place: string, private readonly send: (drafts: Draft[]) => Promise<boolean>) {
    window.addEventListener('pagehide', () => this.write())
  }

  /** What an earlier visit typed; this browser knows better than the server. */
  earlier(fromServer: Draft[]): Draft[] {
    for (const draft of fromServer) this.held.set(keyOf(draft), draft)
    for (const draft of this.read()) this.held.set(keyOf(draft), draft)
    return [...this.held.values()]
  }

  typed(draft: Draft): void {
    this.held.set(keyOf(draft), draft)
    this.changed.add(keyOf(draft))
    this.soon()
  }

  /** The figure was saved, or the cell is as it was: nothing is left to keep. */
  settled(at: { period: string; indicator: number; field: string }): void {
    const key = keyOf(at)
    if (!this.held.delete(key)) return
    this.changed.add(key)
    this.soon()
  }

  private soon(): void {
    this.write()
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.deliver(), SOON_MS)
  }

  private async deliver(): Promise<void> {
    const keys = [...this.changed]
    if (keys.length === 0) return
    this.changed.clear()
    const drafts = keys.map(key => this.held.get(key) ?? forgotten(key))
    // Not taken (no network, signed out): this browser still has them; the next one tries again.
    if (!(await this.send(drafts))) for (const key of keys) this.changed.add(key)
  }

  private write(): void {
    try {
      if (this.held.size === 0) localStorage.removeItem(this.place)
      else localStorage.setItem(this.place, JSON.stringify([...this.held.values()]))
    } catch {
      // A full or forbidden store: the server's copy remains.
    }
  }

  private read(): Draft[] {
    try {
      return JSON.parse(localStorage.getItem(this.place) ?? '[]') as Draft[]
    } catch {
      return []
    }
  }
}

function forgotten(key: string): Draft {
  const [period = '', indicator = '0', field = ''] = key.split('/')
  return { period, indicator: Number(indicator), field, text: '', version: 0 }
}

/** Puts a draft back into its cell, marked as not saved. */
export function putBack(box: Box, draft: Draft): boolean {
  if (box.value === draft.text || draft.text === '') return false
  box.value = draft.text
  box.dataset.seen = String(draft.version)
  return true
}
