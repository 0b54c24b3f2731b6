// What was saved of late: taken back, and done again. A cell is remembered with what stood in it and what was put there.
import type { Say } from './dialog'
import type { Box } from './table'

export interface Change { box: Box; before: string; after: string }
export interface Put { box: Box; text: string }

export class Undo {
  private readonly done: Change[][] = []
  private readonly undone: Change[][] = []

  /** `put` saves texts again; it does not remember them. */
  constructor(private readonly say: Say, private readonly put: (texts: Put[]) => void) {}

  /** One step: what was typed or pasted at once. */
  remember(changes: Change[]): void {
    if (changes.length === 0) return
    this.done.push(changes)
    this.undone.length = 0
  }

  undo(): void {
    this.step(this.done, this.undone, change => change.before, '撤销')
  }

  redo(): void {
    this.step(this.undone, this.done, change => change.after, '重做')
  }

  private step(from: Change[][], to: Change[][], textOf: (change: Change) => string, word: string): void {
    const last = from.pop()
    if (!last) {
      this.say(`没有可${word}的操作`)
      return
    }
    to.push(last)
    const texts = last.map(change => ({ box: change.box, text: textOf(change) })).filter(one => one.text !== '')
    for (const { box, text } of texts) box.value = box.dataset.start = text
    this.put(texts)
    const empty = last.length - texts.length
    const kept = empty > 0 ? `；${empty} 格原来是空的，已存的数不会被清空，可改填“待补”` : ''
    this.say(`已${word} ${texts.length} 格${kept}`)
  }
}
