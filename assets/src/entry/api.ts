// The two calls of the grid. A refused call is a value, not an exception: what was typed must survive it.
import type { Answer, NewCells, Refused } from './contract'

export type Reply =
  | { kind: 'answer'; answer: Answer }
  | { kind: 'signed-out' }
  | { kind: 'unreachable' }
  | { kind: 'refused'; message: string }

const TIME_LIMIT_MS = 20_000

export class Api {
  constructor(private readonly address: string, private token: string) {}

  save(rows: NewCells[]): Promise<Reply> {
    return this.post(this.address, rows)
  }

  preview(rows: NewCells[]): Promise<Reply> {
    return this.post(`${this.address}/preview`, rows)
  }

  /** After a new sign-in in another window the token is a new one; the page itself carries it. */
  async renewToken(): Promise<boolean> {
    try {
      const page = await fetch(location.href, { credentials: 'same-origin', redirect: 'manual' })
      if (!page.ok) return false
      const token = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector<HTMLElement>('form[data-api]')?.dataset.token
      if (token === undefined) return false
      this.token = token
      return true
    } catch {
      return false
    }
  }

  private async post(address: string, rows: NewCells[]): Promise<Reply> {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), TIME_LIMIT_MS)
    try {
      const response = await fetch(address, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json', 'x-csrf-token': this.token },
        body: JSON.stringify({ rows }),
        signal: stop.signal,
      })
      if (response.ok) return { kind: 'answer', answer: (await response.json()) as Answer }
      if (response.status === 401) return { kind: 'signed-out' }
      if (response.status >= 500 || response.status === 429) return { kind: 'unreachable' }
      const refused = (await response.json().catch(() => null)) as Refused | null
      return { kind: 'refused', message: refused?.message ?? `没有保存：服务器答复 ${response.status}` }
    } catch {
      return { kind: 'unreachable' }
    } finally {
      clearTimeout(timer)
    }
  }
}
