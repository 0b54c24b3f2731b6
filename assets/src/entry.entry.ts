// The entry grid. The page is a form that works without this; with it, cells are saved as they are left, blocks are
// pasted with a preview, and keys move as in a spreadsheet.
import { Api } from './entry/api'
import { layBlock, parseBlock } from './entry/block'
import { FIELDS, type Field, NAMES, type NewCells, type Row } from './entry/contract'
import { askDialog, element, facts, speaker } from './entry/dialog'
import { Keeper } from './entry/keep'
import { choose } from './entry/move'
import { blanksAre, compare, describe, emptied } from './entry/preview'
import { Range } from './entry/range'
import { Saver } from './entry/saver'
import { type Box, Table, fieldOf } from './entry/table'
import { type Tended, restore, tend } from './entry/tend'

interface Sheet extends Tended { table: Table; api: Api; saver: Saver; period: string }

function start(form: HTMLFormElement): void {
  const sheet = sheetOf(form)
  tend(sheet)
  // Paper shows the whole text, which the one-line box cuts.
  window.addEventListener('beforeprint', () => {
    form.querySelectorAll<HTMLElement>('[data-printed]').forEach(printed => {
      printed.textContent = printed.parentElement?.querySelector('textarea')?.value ?? ''
    })
  })
  const { table, saver, period } = sheet
  const find = (draft: { period: string; indicator: number; field: string }): Box | null =>
    draft.period === period && FIELDS.includes(draft.field as Field) ? table.box(draft.indicator, draft.field as Field) : null
  const count = restore(sheet, find)
  if (count > 0) sheet.say(`上次有 ${count} 格输入没有保存，已放回原处（右上角有灰角）。核对后按回车，或点“保存”。`)
  saver.restore()
}

function sheetOf(form: HTMLFormElement): Sheet {
  const table = new Table(form)
  const api = new Api(form.dataset.api ?? '', form.dataset.token ?? '', form.dataset.key)
  const say = speaker(form.querySelector<HTMLElement>('[data-saving]'))
  const place = `kaocheng:${form.dataset.person ?? ''}:${location.pathname}`
  const period = form.dataset.period ?? ''
  const keeper = new Keeper(`${place}:typed`, drafts => api.keep(form.dataset.drafts ?? '', drafts))
  const settled = (indicator: number, field: Field): void => keeper.settled({ period, indicator, field })
  const saver = new Saver(table, api, say, { conflict: askConflict, settled }, `${place}:waiting`)
  const sheet: Sheet = {
    table, api, saver, keeper, say, period, form,
    rows: table.rows,
    fields: table.fields,
    range: new Range(table),
    undos: saver.undos,
    pasting: '在 Excel 或 WPS 中复制一块（可带表头和指标名称），点一下要粘贴的第一格，按 Ctrl+V',
    at: box => ({ period, indicator: table.indicatorOf(box), field: fieldOf(box) }),
    called: box => `${table.name(table.indicatorOf(box))} ${NAMES[fieldOf(box)]}`,
    version: box => table.version(table.indicatorOf(box)),
    waits: box => table.mark(box, 'pending'),
    unmark: box => table.unmark(box),
    save: (box, text) => saver.put([typedOver(table, box, text)]),
    paste: (text, at) => paste(sheet, text, at),
  }
  return sheet
}

/** A text that an earlier visit began was typed over the version that it saw. */
function typedOver(table: Table, box: Box, text: string): NewCells {
  const indicator = table.indicatorOf(box)
  const seen = box.dataset.seen
  const cells = { indicator, version: seen === undefined ? table.version(indicator) : Number(seen), [fieldOf(box)]: text }
  return (seen === undefined ? cells : { ...cells, pinned: true }) as NewCells
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
