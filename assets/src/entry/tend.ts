// Tending the cells of a grid: what is typed is kept, what is left is saved, a block that is pasted is looked over first.
import { isBlock } from './block'
import type { Say } from './dialog'
import { type Draft, type Keeper, putBack } from './keep'
import { listenForMoves } from './move'
import type { Grid, Range } from './range'
import type { Box } from './table'
import type { Undo } from './undo'

const NOT_EMPTIED = '已存的数不会被清空：没有发生请填 0，暂无数据请填“待补”，不承担请填“不适用”'

/** What a grid must do to be tended. */
export interface Tended extends Grid {
  readonly keeper: Keeper
  readonly range: Range
  readonly undos: Undo
  readonly say: Say
  /** What the button beside the grid says of pasting. */
  readonly pasting: string
  at(box: Box): { period: string; indicator: number; field: string }
  /** What the cell is called. */
  called(box: Box): string
  /** Where a doubt about the cell is answered, when that is elsewhere. */
  answered?(box: Box): { text: string; href: string } | undefined
  /** The version of what stands in the cell. */
  version(box: Box): number
  /** Marks a text of an earlier visit, which waits in its cell. */
  waits(box: Box): void
  /** Takes back that a cell waits or is to be mended. */
  unmark(box: Box): void
  save(box: Box, text: string): void
  paste(text: string, at: Box | null): Promise<void>
}

const boxOf = (event: Event): Box | null =>
  event.target instanceof HTMLElement && event.target.matches('[data-field]') ? (event.target as Box) : null

const stands = (box: Box): string => box.dataset.saved ?? ''

/** Keeps what is typed until it is saved. */
export function keep(grid: Tended, box: Box): void {
  const text = box.value.trim()
  if (text === '' || text === stands(box)) grid.keeper.settled(grid.at(box))
  else grid.keeper.typed({ ...grid.at(box), text, version: Number(box.dataset.seen ?? grid.version(box)) })
}

/** Saves a cell that is left, unless it holds what stands. */
function leave(grid: Tended, box: Box): void {
  const text = box.value.trim()
  // While a save is on its way, what stands may be about to change.
  const onItsWay = text !== '' && box.closest<HTMLElement>('td')?.dataset.mark === 'pending'
  if (text === stands(box) && !onItsWay) {
    // Back at what stands, there is nothing to mend or to save.
    grid.unmark(box)
  } else if (text === '') {
    box.value = stands(box)
    grid.keeper.settled(grid.at(box))
    grid.say(NOT_EMPTIED, true)
  } else {
    grid.save(box, text)
  }
}

/** Texts of an earlier visit that are no figures yet stand in their cells again, marked as not saved; how many. */
export function restore(grid: Tended, find: (draft: Draft) => Box | null | undefined): number {
  let count = 0
  for (const draft of grid.keeper.earlier(JSON.parse(grid.form.dataset.typed ?? '[]') as Draft[])) {
    const box = find(draft)
    if (!box) continue
    if (putBack(box, draft)) {
      grid.waits(box)
      count += 1
    } else {
      grid.keeper.settled(draft)
    }
  }
  return count
}

export function tend(grid: Tended): void {
  let last: Box | null = null
  grid.form.addEventListener('input', event => {
    const box = boxOf(event)
    if (box) keep(grid, box)
  })
  grid.form.addEventListener('focusout', event => {
    const box = boxOf(event)
    if (box && !document.querySelector('dialog[open]')) leave(grid, box)
  })
  grid.form.addEventListener('focusin', event => {
    const box = boxOf(event)
    if (!box) return
    last = box
    if (box.dataset.said) grid.say(`${grid.called(box)} ${box.dataset.said}`, box.closest('td')?.dataset.mark === 'bad', grid.answered?.(box))
  })
  grid.form.addEventListener('submit', event => {
    event.preventDefault()
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    for (const box of grid.form.querySelectorAll<Box>('[data-field]')) leave(grid, box)
  })
  grid.form.addEventListener('paste', event => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    // One cell over a range fills the range.
    const filled = !isBlock(text) && grid.range.size() > 1 ? grid.range.block().map(row => row.map(box => (box ? text.trim() : '')).join('\t')).join('\n') : text
    if (!isBlock(filled)) return
    event.preventDefault()
    void grid.paste(filled, grid.range.first() ?? last)
  })
  const button = document.querySelector<HTMLButtonElement>('[data-paste]')
  if (button) {
    button.hidden = false
    button.addEventListener('click', () => grid.say(grid.pasting))
  }
  listenForMoves(grid, grid.range, { undo: () => grid.undos.undo(), redo: () => grid.undos.redo(), emptied: () => grid.say(NOT_EMPTIED, true) })
  // Back in the browser's memory the page may show what no longer stands.
  window.addEventListener('pageshow', event => { if (event.persisted) location.reload() })
}
