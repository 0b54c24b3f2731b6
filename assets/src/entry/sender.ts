// Sends what waits, soon and one call at a time. Nothing that waits is dropped: what could not be sent waits on and is
// tried again, after a new sign-in too. The grids say what waits, how it is sent and what an answer means.
import type { Api, Reply } from './api'
import type { Say } from './dialog'

const SOON_MS = 250
const AGAIN_MS = 4_000

export abstract class Sender<Held, Answer> {
  private busy = false
  private signedOut = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    protected readonly api: Api,
    readonly say: Say,
    /** What is counted of what waits: 行 or 格. */
    private readonly word: string,
  ) {
    window.addEventListener('beforeunload', event => {
      if (this.count() > 0) event.preventDefault()
    })
    window.addEventListener('focus', () => void this.wake())
    window.addEventListener('online', () => void this.flush())
  }

  /** How much waits. */
  protected abstract count(): number
  /** Takes everything that waits, to be sent. */
  protected abstract take(): Held[]
  /** Puts back what was not sent, under what was typed since. */
  protected abstract putBack(held: Held[]): void
  protected abstract call(held: Held[]): Promise<Reply<Answer>>
  protected abstract settle(answer: Answer, held: Held[]): Promise<void>

  protected soon(after = SOON_MS): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), after)
  }

  private async wake(): Promise<void> {
    if (this.signedOut && !(await this.api.renewToken())) return
    this.signedOut = false
    await this.flush()
  }

  private async flush(): Promise<void> {
    if (this.busy || this.signedOut || this.count() === 0) return
    this.busy = true
    const held = this.take()
    this.say('正在保存…')
    const reply = await this.call(held)
    this.busy = false
    if (reply.kind === 'answer') {
      await this.settle(reply.answer, held)
      if (this.count() > 0) this.soon()
      return
    }
    this.putBack(held)
    if (reply.kind === 'signed-out') {
      this.signedOut = true
      this.say('登录已过期。输入的内容都在本页和本机，没有丢失：', true, { text: '在新窗口重新登录，回到这里即自动保存', href: `/sign-in?next=${encodeURIComponent('/workbench')}` })
    } else if (reply.kind === 'unreachable') {
      this.say(`没有连上服务器，${this.count()} ${this.word}待存，正在重试。请不要关闭本页。`, true)
      this.soon(AGAIN_MS)
    } else {
      this.say(reply.message, true)
    }
  }
}
