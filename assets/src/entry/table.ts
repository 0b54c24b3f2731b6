// The table of the page: what its rows hold, and how an answer of the server is shown in them.
import { FIELDS, type Field, type NewCells, type Row, type Summary } from './contract'
import type { Form } from './block'

export type Box = HTMLInputElement | HTMLTextAreaElement
export type Mark = 'pending' | 'saved' | 'bad' | 'doubt' | 'noted'

const WORDS: Record<Mark, string> = { pending: '待存', saved: '已存', bad: '未存，须改正', doubt: '已存，有疑', noted: '已存，已换算' }
const LOOKS: Record<string, string> = { entered: 'act', wrong: 'refused', doubt: 'care', explained: 'act', returned: 'refused', verified: 'done', locked: 'locked' }

export const fieldOf = (box: Box): Field => box.dataset.field as Field

export class Table {
  readonly rows: HTMLTableRowElement[]
  readonly fields: readonly string[] = FIELDS
  private readonly byId = new Map<number, HTMLTableRowElement>()

  constructor(readonly form: HTMLFormElement) {
    this.rows = [...form.querySelectorAll<HTMLTableRowElement>('tr[data-indicator]')]
    for (const row of this.rows) this.byId.set(Number(row.dataset.indicator), row)
    for (const box of this.boxes()) box.dataset.saved = box.value
  }

  boxes(): Box[] {
    return [...this.form.querySelectorAll<Box>('[data-field]')]
  }

  box(indicator: number, field: Field): Box | null {
    return this.byId.get(indicator)?.querySelector<Box>(`[data-field="${field}"]`) ?? null
  }

  indicatorOf(box: Box): number {
    return Number(box.closest<HTMLElement>('tr')?.dataset.indicator)
  }

  version(indicator: number): number {
    return Number(this.byId.get(indicator)?.dataset.version ?? 0)
  }

  name(indicator: number): string {
    return this.byId.get(indicator)?.querySelector('.name')?.textContent?.trim() ?? ''
  }

  /** The form as a block is laid over it. */
  shape(): Form {
    const heads = [...this.form.querySelectorAll<HTMLElement>('thead th')]
    const typed = new Set<string>(FIELDS.filter(field => field !== 'explanation'))
    const columns = heads.map(head => {
      const key = head.dataset.column ?? 'number'
      const column = { key, title: head.textContent?.trim() ?? '' }
      return typed.has(key) ? { ...column, field: key as Field } : column
    })
    const rows = [...this.byId].map(([indicator, row]) => ({
      indicator,
      version: Number(row.dataset.version ?? 0),
      name: this.name(indicator),
      editable: new Set([...row.querySelectorAll<Box>('[data-field]')].map(fieldOf)),
    }))
    return { columns, rows }
  }

  mark(box: Box, mark: Mark, said = ''): void {
    const cell = box.closest<HTMLElement>('td')
    if (!cell) return
    cell.dataset.mark = mark
    box.toggleAttribute('aria-invalid', mark === 'bad')
    box.dataset.said = said === '' ? WORDS[mark] : `${WORDS[mark]}：${said}`
  }

  /** Takes back that a cell waits or is to be mended. */
  unmark(box: Box): void {
    const cell = box.closest<HTMLElement>('td')
    if (!cell || (cell.dataset.mark !== 'bad' && cell.dataset.mark !== 'pending')) return
    delete cell.dataset.mark
    delete box.dataset.said
    box.removeAttribute('aria-invalid')
  }

  /** Shows a row as the server answered it; a text being typed is left alone. */
  show(row: Row, sent: NewCells): void {
    const line = this.byId.get(row.indicator)
    if (!line || row.conflict) return
    line.dataset.version = String(row.version)
    line.dataset.state = row.state
    const hidden = line.querySelector<HTMLInputElement>(`input[name="version-${row.indicator}"]`)
    if (hidden) hidden.value = String(row.version)
    for (const field of FIELDS) this.showField(row, field, sent)
    this.text(line, 'completion', row.completion)
    this.text(line, 'growth', row.growth)
    this.text(line, 'behind', row.behind ?? '')
    this.showState(line, row)
    this.showReason(line, row)
  }

  sums(summary: Summary): void {
    for (const [key, value] of Object.entries(summary)) {
      const place = this.form.querySelector(`[data-sum="${key}"]`)
      if (place) place.textContent = String(value)
    }
  }

  private showField(row: Row, field: Field, sent: NewCells): void {
    const box = this.box(row.indicator, field)
    if (!box) return
    const asked = sent[field]
    const error = row.findings.find(finding => finding.kind === 'error' && finding.field === field)
    if (error && asked !== undefined) {
      this.mark(box, 'bad', error.text)
      return
    }
    const text = row[field] ?? ''
    // A text that waits in its cell, to be mended or saved, is left alone by what follows from others.
    const waits = asked === undefined && box.value.trim() !== (box.dataset.saved ?? '')
    box.dataset.saved = text
    if (waits) return
    delete box.dataset.seen
    const typedOn = document.activeElement === box && asked !== undefined && box.value.trim() !== asked
    if (!typedOn && box.value !== text) box.value = box.dataset.start = text
    if (asked === undefined) return
    const doubt = field === 'value' || field === 'cumulative' ? row.findings.find(finding => !finding.explained) : undefined
    if (doubt) this.mark(box, 'doubt', doubt.text)
    else if (row.notes.length > 0 && field !== 'narrative' && field !== 'explanation') this.mark(box, 'noted', row.notes.join('；'))
    else this.mark(box, 'saved')
  }

  private showState(line: HTMLElement, row: Row): void {
    const word = line.querySelector<HTMLElement>('[data-show="word"]')
    if (word) {
      const tag = document.createElement('span')
      tag.className = `tag ${LOOKS[row.state] ?? 'plain'}`
      tag.textContent = row.word
      word.replaceChildren(tag)
    }
    const findings = line.querySelector<HTMLElement>('[data-show="findings"]')
    findings?.replaceChildren(
      ...row.findings.flatMap(finding => {
        const said = document.createElement('span')
        said.className = `finding ${finding.explained ? 'reason' : finding.kind}`
        const kind = document.createElement('b')
        kind.textContent = finding.word
        said.append(kind, ` ${finding.explained && finding.label ? finding.label : finding.text}`)
        return [document.createTextNode(' '), said]
      }),
    )
  }

  private showReason(line: HTMLElement, row: Row): void {
    const place = line.querySelector<HTMLElement>('[data-explain]')
    if (place) place.hidden = !row.asks
  }

  private text(line: HTMLElement, key: string, text: string): void {
    const place = line.querySelector(`[data-show="${key}"]`)
    if (place) place.textContent = text
  }
}
