// Moving and typing as in a spreadsheet: a chosen cell is replaced by typing; F2 or a second click edits inside it;
// Shift stretches a range.
import type { Grid, Range } from './range'
import type { Box } from './table'

const inside = (box: Box): boolean => box.dataset.inside === 'yes'
const shown = (box: Box): boolean => box.offsetParent !== null

export function choose(box: Box): void {
  box.focus()
  box.select()
  box.dataset.start = box.value
  delete box.dataset.inside
  box.closest('td')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

const cellsOf = (row: Element): Box[] => [...row.querySelectorAll<Box>('[data-field]')].filter(shown)

function neighbour(grid: Grid, box: Box, down: number, right: number): Box | undefined {
  const row = box.closest('tr')
  if (!row) return undefined
  if (right !== 0) {
    const cells = cellsOf(row)
    return cells[cells.indexOf(box) + right]
  }
  const field = box.dataset.field ?? ''
  for (let at = grid.rows.indexOf(row) + down; at >= 0 && at < grid.rows.length; at += down) {
    const found = grid.rows[at]?.querySelector<Box>(`[data-field="${field}"]`)
    if (found && shown(found)) return found
  }
  return undefined
}

/** The first or last cell of the row, or of the whole grid. */
function edge(grid: Grid, box: Box, last: boolean, whole: boolean): Box | undefined {
  const row = whole ? (last ? [...grid.rows].reverse() : grid.rows).find(line => cellsOf(line).length > 0) : box.closest('tr')
  const cells = row ? cellsOf(row) : []
  return cells[last ? cells.length - 1 : 0]
}

const STEPS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

export interface Orders {
  undo: () => void
  redo: () => void
  /** Delete over a range. */
  emptied: () => void
}

function orders(event: KeyboardEvent, box: Box, given: Orders): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false
  const key = event.key.toLowerCase()
  const untouched = box.value === (box.dataset.start ?? box.value)
  if (!untouched || (key !== 'z' && key !== 'y')) return false
  event.preventDefault()
  if (key === 'y' || event.shiftKey) given.redo()
  else given.undo()
  return true
}

function keydown(grid: Grid, range: Range, given: Orders, event: KeyboardEvent, box: Box): void {
  if (orders(event, box, given)) return
  if ((event.key === 'Home' || event.key === 'End') && !inside(box)) {
    const found = edge(grid, box, event.key === 'End', event.ctrlKey)
    event.preventDefault()
    if (found) choose(found)
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Escape') {
    box.value = box.dataset.start ?? box.value
    box.dispatchEvent(new Event('input', { bubbles: true }))
    choose(box)
    event.stopPropagation()
  } else if (event.key === 'F2') {
    box.dataset.inside = 'yes'
    box.setSelectionRange(box.value.length, box.value.length)
    event.preventDefault()
  } else if ((event.key === 'Delete' || event.key === 'Backspace') && range.size() > 1) {
    event.preventDefault()
    given.emptied()
  } else if (event.key === 'Enter') {
    if (box instanceof HTMLTextAreaElement && event.shiftKey) return
    event.preventDefault()
    const next = neighbour(grid, box, event.shiftKey ? -1 : 1, 0)
    if (next) choose(next)
    else box.blur()
  } else {
    const step = STEPS[event.key]
    if (!step) return
    const [down, right] = step
    if (inside(box) && (right !== 0 || box instanceof HTMLTextAreaElement)) return
    event.preventDefault()
    if (event.shiftKey) {
      const next = neighbour(grid, range.end ?? box, down, right)
      if (next) {
        range.stretch(next)
        next.closest('td')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      }
      return
    }
    const next = neighbour(grid, box, down, right)
    if (next) choose(next)
  }
}

export function listenForMoves(grid: Grid, range: Range, given: Orders): void {
  const boxOf = (event: Event): Box | null =>
    event.target instanceof HTMLElement && event.target.matches('[data-field]') ? (event.target as Box) : null
  let dragging = false

  grid.form.addEventListener('keydown', event => {
    const box = boxOf(event)
    if (box && !event.isComposing) keydown(grid, range, given, event, box)
  })
  grid.form.addEventListener('focusin', event => {
    const box = boxOf(event)
    if (!box) return
    box.dataset.start = box.value
    delete box.dataset.inside
    range.start(box)
    box.select()
  })
  // The first click chooses the cell, the next puts the caret inside it; with Shift or dragged it stretches a range.
  grid.form.addEventListener('mousedown', event => {
    const box = boxOf(event)
    if (!box || event.button !== 0) return
    if (event.shiftKey && document.activeElement !== box) {
      event.preventDefault()
      range.stretch(box)
    } else if (document.activeElement === box) {
      box.dataset.inside = 'yes'
    } else {
      event.preventDefault()
      choose(box)
      dragging = true
    }
  })
  grid.form.addEventListener('mouseover', event => {
    const box = boxOf(event)
    if (box && dragging && event.buttons === 1) range.stretch(box)
  })
  window.addEventListener('mouseup', () => { dragging = false })
}
