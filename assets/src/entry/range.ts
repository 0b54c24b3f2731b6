// A range of chosen cells: Shift with arrows or the mouse, copied as a block that Excel and WPS take.
import type { Box } from './table'

/** What a grid must show of itself to be moved over. */
export interface Grid {
  form: HTMLFormElement
  rows: HTMLTableRowElement[]
  /** Columns that are typed into, from left to right. */
  fields: readonly string[]
}

export class Range {
  private anchor: Box | null = null
  private head: Box | null = null
  private picked: HTMLElement[] = []

  constructor(private readonly grid: Grid) {
    grid.form.addEventListener('copy', event => {
      if (this.size() < 2) return
      event.preventDefault()
      event.clipboardData?.setData('text/plain', this.text())
    })
  }

  /** Begins anew at a cell. */
  start(box: Box): void {
    this.anchor = box
    this.head = box
    this.paint()
  }

  /** Stretches to a cell. */
  stretch(box: Box): void {
    this.anchor ??= box
    this.head = box
    this.paint()
  }

  get end(): Box | null {
    return this.head
  }

  size(): number {
    return this.block().reduce((sum, row) => sum + row.filter(Boolean).length, 0)
  }

  /** The first cell of the range. */
  first(): Box | null {
    return this.block().flat().find((box): box is Box => box !== null) ?? null
  }

  /** The cells by rows; what is not typed into is null. */
  block(): (Box | null)[][] {
    if (!this.anchor || !this.head) return []
    const [a, b] = [this.place(this.anchor), this.place(this.head)]
    if (!a || !b) return []
    const rows = this.grid.rows.slice(Math.min(a.row, b.row), Math.max(a.row, b.row) + 1)
    const fields = this.grid.fields.slice(Math.min(a.field, b.field), Math.max(a.field, b.field) + 1)
    return rows.map(row => fields.map(field => row.querySelector<Box>(`[data-field="${field}"]`)))
  }

  text(): string {
    const quoted = (text: string): string => (/[\t\n"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)
    return this.block().map(row => row.map(box => quoted(box?.value ?? '')).join('\t')).join('\r\n')
  }

  private place(box: Box): { row: number; field: number } | null {
    const line = box.closest('tr')
    const row = line ? this.grid.rows.indexOf(line) : -1
    const field = this.grid.fields.indexOf(box.dataset.field ?? '')
    return row < 0 || field < 0 ? null : { row, field }
  }

  private paint(): void {
    for (const cell of this.picked) delete cell.dataset.picked
    this.picked = []
    if (this.anchor === this.head) return
    for (const box of this.block().flat()) {
      const cell = box?.closest<HTMLElement>('td')
      if (!cell) continue
      cell.dataset.picked = 'yes'
      this.picked.push(cell)
    }
  }
}
