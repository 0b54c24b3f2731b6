// Moving and typing as in a spreadsheet: a chosen cell is replaced by typing; F2 or a second click edits inside it.
import { type Box, type Table, fieldOf } from './table'

const inside = (box: Box): boolean => box.dataset.inside === 'yes'

export function choose(box: Box): void {
  box.focus()
  box.select()
  delete box.dataset.inside
  box.closest('td')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

function neighbour(table: Table, box: Box, down: number, right: number): Box | undefined {
  const row = box.closest('tr')
  if (!row) return undefined
  if (right !== 0) {
    const cells = [...row.querySelectorAll<Box>('[data-field]')]
    return cells[cells.indexOf(box) + right]
  }
  const field = fieldOf(box)
  for (let at = table.rows.indexOf(row) + down; at >= 0 && at < table.rows.length; at += down) {
    const found = table.rows[at]?.querySelector<Box>(`[data-field="${field}"]`)
    if (found) return found
  }
  return undefined
}

const STEPS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

export function listenForMoves(table: Table, undo: () => void): void {
  const boxOf = (event: Event): Box | null =>
    event.target instanceof HTMLElement && event.target.matches('[data-field]') ? (event.target as Box) : null

  table.form.addEventListener('keydown', event => {
    const box = boxOf(event)
    if (!box || event.isComposing) return
    const untouched = box.value === (box.dataset.saved ?? '') || !inside(box)
    if ((event.ctrlKey || event.metaKey) && event.key === 'z' && untouched && box.value === (box.dataset.start ?? box.value)) {
      event.preventDefault()
      undo()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') {
      box.value = box.dataset.start ?? box.value
      choose(box)
      event.stopPropagation()
    } else if (event.key === 'F2') {
      box.dataset.inside = 'yes'
      box.setSelectionRange(box.value.length, box.value.length)
      event.preventDefault()
    } else if (event.key === 'Enter') {
      if (box instanceof HTMLTextAreaElement && event.shiftKey) return
      event.preventDefault()
      const next = neighbour(table, box, event.shiftKey ? -1 : 1, 0)
      if (next) choose(next)
      else box.blur()
    } else {
      const step = STEPS[event.key]
      if (!step) return
      const [down, right] = step
      if (inside(box) && (right !== 0 || box instanceof HTMLTextAreaElement)) return
      const next = neighbour(table, box, down, right)
      event.preventDefault()
      if (next) choose(next)
    }
  })
  table.form.addEventListener('focusin', event => {
    const box = boxOf(event)
    if (!box) return
    box.dataset.start = box.value
    delete box.dataset.inside
    box.select()
  })
  // The first click chooses the cell, the next puts the caret inside it.
  table.form.addEventListener('mousedown', event => {
    const box = boxOf(event)
    if (!box) return
    if (document.activeElement === box) box.dataset.inside = 'yes'
    else {
      event.preventDefault()
      choose(box)
    }
  })
}
