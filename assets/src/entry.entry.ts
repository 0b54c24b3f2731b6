// The entry grid. The page is a form that works without this; with it, cells are saved as they are left, blocks are
// pasted with a preview, and keys move as in a spreadsheet.
import { Api } from './entry/api'
import { isBlock, layBlock, parseBlock } from './entry/block'
import { FIELDS, type Field, NAMES, type NewCells, type Row } from './entry/contract'
import { type Say, askDialog, element, facts, speaker } from './entry/dialog'
import { type Draft, Keeper, putBack } from './entry/keep'
import { choose, listenForMoves } from './entry/move'
import { blanksAre, compare, describe, emptied } from './entry/preview'
import { Range } from './entry/range'
import { Saver } from './entry/saver'
import { type Box, Table, fieldOf } from './entry/table'

const NOT_EMPTIED = '已存的数不会被清空：没有发生请填 0，暂无数据请填“待补”，不承担请填“不适用”'

interface Sheet { table: Table; api: Api; saver: Saver; keeper: Keeper; range: Range; say: Say; period: string }

function start(form: HTMLFormElement): void {
  const table = new Table(form)
  const api = new Api(form.dataset.api ?? '', form.dataset.token ?? '', form.dataset.key)
  const say = speaker(form.querySelector<HTMLElement>('[data-saving]'))
  const place = `kaocheng:${form.dataset.person ?? ''}:${location.pathname}`
  const period = form.dataset.period ?? ''
  const keeper = new Keeper(`${place}:typed`, drafts => api.keep(form.dataset.drafts ?? '', drafts))
  const settled = (indicator: number, field: Field): void => keeper.settled({ period, indicator, field })
  const saver = new Saver(table, api, say, { conflict: askConflict, settled }, `${place}:waiting`)
  const range = new Range(table)
  const sheet: Sheet = { table, api, saver, keeper, range, say, period }
  tendCells(sheet)
  tendPaste(sheet)
  listenForMoves(table, range, { undo: () => saver.undo(), redo: () => saver.redo(), emptied: () => say(NOT_EMPTIED, true) })
  // Paper shows the whole text, which the one-line box cuts.
  window.addEventListener('beforeprint', () => {
    form.querySelectorAll<HTMLElement>('[data-printed]').forEach(printed => {
      printed.textContent = printed.parentElement?.querySelector('textarea')?.value ?? ''
    })
  })
  // Back in the browser's memory the page may show what no longer stands.
  window.addEventListener('pageshow', event => { if (event.persisted) location.reload() })
  restore(sheet)
}

/** Texts of an earlier visit that are no figures yet stand in their cells again, marked as not saved. */
function restore({ table, keeper, saver, say, period }: Sheet): void {
  const fromServer = JSON.parse(table.form.dataset.typed ?? '[]') as Draft[]
  let count = 0
  for (const draft of keeper.earlier(fromServer)) {
    const box = draft.period === period && FIELDS.includes(draft.field as Field) ? table.box(draft.indicator, draft.field as Field) : null
    if (!box) continue
    if (putBack(box, draft)) {
      table.mark(box, 'pending')
      count += 1
    } else {
      keeper.settled(draft)
    }
  }
  if (count > 0) say(`上次有 ${count} 格输入没有保存，已放回原处（右上角有灰角）。核对后按回车，或点“保存”。`)
  saver.restore()
}

function tendCells({ table, saver, keeper, say, period }: Sheet): void {
  const { form } = table
  const boxOf = (event: Event): Box | null => (event.target instanceof HTMLElement && event.target.matches('[data-field]') ? (event.target as Box) : null)
  const at = (box: Box): { period: string; indicator: number; field: Field } => ({ period, indicator: table.indicatorOf(box), field: fieldOf(box) })
  const put = (box: Box): void => {
    const text = box.value.trim()
    // While a save is on its way, what stands may be about to change.
    const onItsWay = text !== '' && box.closest<HTMLElement>('td')?.dataset.mark === 'pending'
    if (text === (box.dataset.saved ?? '') && !onItsWay) {
      // Back at what stands, there is nothing to mend or to save.
      table.unmark(box)
      return
    }
    if (text === '') {
      box.value = box.dataset.saved ?? ''
      keeper.settled(at(box))
      say(NOT_EMPTIED, true)
      return
    }
    const indicator = table.indicatorOf(box)
    const seen = box.dataset.seen
    const version = seen === undefined ? table.version(indicator) : Number(seen)
    saver.put([{ indicator, version, [fieldOf(box)]: text, ...(seen === undefined ? {} : { pinned: true }) } as NewCells])
  }
  form.addEventListener('input', event => {
    const box = boxOf(event)
    if (!box) return
    const text = box.value.trim()
    if (text === '' || text === (box.dataset.saved ?? '')) keeper.settled(at(box))
    else keeper.typed({ ...at(box), text, version: Number(box.dataset.seen ?? table.version(table.indicatorOf(box))) })
  })
  form.addEventListener('focusout', event => {
    const box = boxOf(event)
    if (box && !document.querySelector('dialog[open]')) put(box)
  })
  form.addEventListener('focusin', event => {
    const box = boxOf(event)
    if (box?.dataset.said) say(`${table.name(table.indicatorOf(box))} ${NAMES[fieldOf(box)]} ${box.dataset.said}`, box.closest('td')?.dataset.mark === 'bad')
  })
  form.addEventListener('submit', event => {
    event.preventDefault()
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    for (const box of table.boxes()) put(box)
  })
}

function tendPaste(sheet: Sheet): void {
  const { table, range, say } = sheet
  let last: Box | null = null
  table.form.addEventListener('focusin', event => {
    if (event.target instanceof HTMLElement && event.target.matches('[data-field]')) last = event.target as Box
  })
  table.form.addEventListener('paste', event => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    // One cell over a range fills the range.
    const filled = !isBlock(text) && range.size() > 1 ? range.block().map(row => row.map(box => (box ? text.trim() : '')).join('\t')).join('\n') : text
    if (!isBlock(filled)) return
    event.preventDefault()
    void paste(sheet, filled, range.first() ?? last)
  })
  const button = document.querySelector<HTMLButtonElement>('[data-paste]')
  if (!button) return
  button.hidden = false
  button.addEventListener('click', () => say('在 Excel 或 WPS 中复制一块（可带表头和指标名称），点一下要粘贴的第一格，按 Ctrl+V'))
}

async function paste({ table, api, saver, keeper, say, period }: Sheet, text: string, at: Box | null): Promise<void> {
  const shape = table.shape()
  const field = at ? fieldOf(at) : (shape.columns.find(column => column.field)?.field ?? 'value')
  const row = at ? shape.rows.findIndex(known => known.indicator === table.indicatorOf(at)) : 0
  const laid = layBlock(parseBlock(text), shape, { row, column: shape.columns.findIndex(column => column.key === field) })
  say('正在核对粘贴的内容…')
  const reply = await api.preview(laid.cells)
  if (reply.kind !== 'answer') {
    say(reply.kind === 'refused' ? reply.message : '没有连上服务器，粘贴的内容没有采用，请稍后再粘贴一次', true)
    return
  }
  say('')
  const preview = compare(table, laid.cells, reply.answer)
  const blanks = emptied(table, laid)
  const agreed = await askPaste(describe(laid, preview, blanks.length), preview.changes.length + blanks.length > 0)
  if (agreed === 'drop') {
    say('没有采用粘贴的内容')
  } else {
    const good = agreed === 'missing' ? joined(preview.good, blanks) : preview.good
    for (const cells of good) {
      for (const key of FIELDS) {
        const box = cells[key] === undefined ? null : table.box(cells.indicator, key)
        if (box) box.value = cells[key] ?? ''
      }
    }
    // What could not be read stays in its cell, to be mended there.
    for (const change of preview.changes.filter(one => one.bad)) {
      const box = table.box(change.indicator, change.field)
      if (!box) continue
      box.value = change.to
      table.mark(box, 'bad', change.said)
      keeper.typed({ period, indicator: change.indicator, field: change.field, text: change.to, version: table.version(change.indicator) })
    }
    if (good.length > 0) saver.put(good)
    else if (preview.bad > 0) say(`${preview.bad} 格有错，已留在格内，请逐格改正`, true)
  }
  if (at) choose(at)
}

/** Blank numbers become 待补, unless the same row was given a number in another column. */
function joined(good: NewCells[], blanks: NewCells[]): NewCells[] {
  const given = new Set(good.filter(row => row.value !== undefined || row.cumulative !== undefined).map(row => row.indicator))
  const added = blanks.filter(row => !given.has(row.indicator))
  return [...good.map(row => ({ ...row, ...added.find(blank => blank.indicator === row.indicator) })), ...added.filter(row => !good.some(one => one.indicator === row.indicator))]
}

function askPaste(body: HTMLElement, any: boolean): Promise<string> {
  const apply = document.querySelector<HTMLButtonElement>('[data-paste-apply]')
  if (apply) apply.disabled = !any
  return askDialog('paste', body, [['[data-paste-apply]', blanksAre], ['[data-paste-drop]', () => 'drop']])
}

function askConflict(row: Row, mine: NewCells): Promise<'mine' | 'theirs'> {
  const body = document.createElement('div')
  body.append(element('p', `${row.conflict?.by ?? ''} 于 ${row.conflict?.at ?? ''} 保存了这一行。您输入的还没有存。`))
  body.append(element('p', document.querySelector(`tr[data-indicator="${row.indicator}"] .name`)?.textContent?.trim() ?? '', 'counts-line'))
  const pairs = FIELDS.filter(field => mine[field] !== undefined).flatMap((field): [string, string][] => [
    [`${NAMES[field]}（对方）`, row[field] ?? ''],
    [`${NAMES[field]}（您）`, mine[field] ?? ''],
  ])
  body.append(facts(pairs))
  return askDialog('conflict', body, [['[data-conflict-mine]', () => 'mine'], ['[data-conflict-theirs]', () => 'theirs']])
}

document.querySelectorAll<HTMLFormElement>('form.entry[data-api]').forEach(start)
