// The calls of the grids. A refused call is a value, not an exception: what was typed must survive it.
import type { Answer, NewCells, Refused } from './contract'
import type { Draft } from './keep'

export type Reply<T = Answer> =
  | { kind: 'answer'; answer: T }
  | { kind: 'signed-out' }
  | { kind: 'unreachable' }
  | { kind: 'refused'; message: string }

const TIME_LIMIT_MS = 20_000

export class Api {
  /** `key` is what a row is called in the calls: of targets for one indicator a row is a unit. */
  constructor(private readonly address: string, private token: string, private readonly key = 'indicator') {}

  save(rows: NewCells[]): Promise<Reply> {
    return this.rows('', rows)
  }

  preview(rows: NewCells[]): Promise<Reply> {
    return this.rows('/preview', rows)
  }

  private async rows(part: string, rows: NewCells[]): Promise<Reply> {
    if (this.key === 'indicator') return this.post(part, { rows })
    const named = rows.map(({ indicator, ...rest }) => ({ [this.key]: indicator, ...rest }))
    const reply = await this.post<Answer>(part, { rows: named })
    if (reply.kind === 'answer') {
      for (const row of reply.answer.rows) row.indicator = Number((row as unknown as Record<string, unknown>)[this.key])
    }
    return reply
  }

  /** Puts drafts on the server; whether it took them. */
  async keep(address: string, cells: Draft[]): Promise<boolean> {
    if (address === '') return true
    try {
      const response = await fetch(address, { ...this.request({ cells }), keepalive: true })
      return response.ok
    } catch {
      return false
    }
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

  async post<T>(part: string, body: unknown): Promise<Reply<T>> {
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), TIME_LIMIT_MS)
    try {
      const response = await fetch(this.address + part, { ...this.request(body), signal: stop.signal })
      if (response.ok) return { kind: 'answer', answer: (await response.json()) as T }
      if (response.status === 401) return { kind: 'signed-out' }
      if (response.status >= 500 || response.status === 429) return { kind: 'unreachable' }
      const refused = (await response.json().catch(() => null)) as Refused | null
      // The page was opened under another sign-in: the next wake takes the new token.
      if (refused?.code === 'form_expired') return { kind: 'signed-out' }
      return { kind: 'refused', message: refused?.message ?? `没有保存：服务器答复 ${response.status}` }
    } catch {
      return { kind: 'unreachable' }
    } finally {
      clearTimeout(timer)
    }
  }

  private request(body: unknown): RequestInit {
    return {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-csrf-token': this.token },
      body: JSON.stringify(body),
    }
  }
}
