// The entry grid. The page is a form that works without this; with it, cells are saved as they are left, blocks are
// pasted with a preview, and keys move as in a spreadsheet.
import { Api } from './entry/api'
import { isBlock, layBlock, parseBlock } from './entry/block'
import type { Field, NewCells, Row } from './entry/contract'
import { choose, listenForMoves } from './entry/move'
import { compare, describe } from './entry/preview'
import { Saver } from './entry/saver'
import { type Box, Table, fieldOf } from './entry/table'

const NAMES: Record<Field, string> = { value: '当月', cumulative: '累计', narrative: '完成情况', self_score: '自评分' }

function start(form: HTMLFormElement): void {
  const table = new Table(form)
  const api = new Api(form.dataset.api ?? '', form.dataset.token ?? '')
  const status = form.querySelector<HTMLElement>('[data-saving]')
  const say = (text: string, bad = false): void => {
    if (!status) return
    status.textContent = text
    status.classList.toggle('bad', bad)
  }
  const saver = new Saver(table, api, say, askConflict, `entry:${location.pathname}`)
  let last: Box | null = null

  const put = (box: Box): void => {
    const text = box.value.trim()
    if (text === (box.dataset.saved ?? '')) return
    if (text === '') {
      box.value = box.dataset.saved ?? ''
      say('已存的数不会被清空：没有发生请填 0，暂无数据请填“待补”，不承担请填“不适用”', true)
      return
    }
    const indicator = table.indicatorOf(box)
    saver.put([{ indicator, version: table.version(indicator), [fieldOf(box)]: text } as NewCells])
  }

  form.addEventListener('change', event => {
    if (event.target instanceof HTMLElement && event.target.matches('[data-field]')) put(event.target as Box)
  })
  form.addEventListener('focusin', event => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-field]')) return
    last = event.target as Box
    if (last.dataset.said) say(`${table.name(table.indicatorOf(last))} ${NAMES[fieldOf(last)]} ${last.dataset.said}`, last.closest('td')?.dataset.mark === 'bad')
  })
  form.addEventListener('submit', event => {
    event.preventDefault()
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  form.addEventListener('paste', event => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!isBlock(text)) return
    event.preventDefault()
    void paste(table, api, saver, text, last, say)
  })
  const button = document.querySelector<HTMLButtonElement>('[data-paste]')
  if (button) {
    button.hidden = false
    button.addEventListener('click', () => say('在 Excel 或 WPS 中复制一块（可带表头和指标名称），点一下要粘贴的第一格，按 Ctrl+V'))
  }
  // Paper shows the whole text, which the one-line box cuts.
  window.addEventListener('beforeprint', () => {
    form.querySelectorAll<HTMLElement>('[data-printed]').forEach(printed => {
      printed.textContent = printed.parentElement?.querySelector('textarea')?.value ?? ''
    })
  })
  listenForMoves(table, () => saver.undo())
  saver.restore()
}

async function paste(table: Table, api: Api, saver: Saver, text: string, at: Box | null, say: (text: string, bad?: boolean) => void): Promise<void> {
  const shape = table.shape()
  const field = at ? fieldOf(at) : 'value'
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
  const agreed = await askPaste(describe(laid, preview), preview.good.length > 0)
  if (!agreed) {
    say('没有采用粘贴的内容')
  } else {
    for (const cells of preview.good) {
      for (const key of ['value', 'cumulative', 'narrative', 'self_score'] as const) {
        const box = cells[key] === undefined ? null : table.box(cells.indicator, key)
        if (box) box.value = cells[key] ?? ''
      }
    }
    saver.put(preview.good)
  }
  if (at) choose(at)
}

/** Shows a dialog and waits for one of its buttons; Esc is the last of them. */
function askDialog<T>(id: string, body: HTMLElement, buttons: [string, T][]): Promise<T> {
  const dialog = document.querySelector<HTMLDialogElement>(`dialog#${id}`)
  const place = dialog?.querySelector<HTMLElement>(`[data-${id}-body]`)
  const fallback = buttons[buttons.length - 1]
  if (!dialog || !place || !fallback) return Promise.reject(new Error(`no dialog ${id}`))
  place.replaceChildren(body)
  return new Promise(resolve => {
    const done = new AbortController()
    const end = (value: T): void => {
      done.abort()
      dialog.close()
      resolve(value)
    }
    for (const [selector, value] of buttons) {
      dialog.querySelector(selector)?.addEventListener('click', () => end(value), { signal: done.signal })
    }
    dialog.addEventListener('cancel', event => { event.preventDefault(); end(fallback[1]) }, { signal: done.signal })
    dialog.showModal()
  })
}

function askPaste(body: HTMLElement, any: boolean): Promise<boolean> {
  const apply = document.querySelector<HTMLButtonElement>('[data-paste-apply]')
  if (apply) apply.disabled = !any
  return askDialog('paste', body, [['[data-paste-apply]', true], ['[data-paste-drop]', false]])
}

function askConflict(row: Row, mine: NewCells): Promise<'mine' | 'theirs'> {
  const body = document.createElement('div')
  const said = document.createElement('p')
  said.textContent = `${row.conflict?.by ?? ''} 于 ${row.conflict?.at ?? ''} 保存了这一行。您输入的还没有存。`
  const list = document.createElement('dl')
  list.className = 'facts'
  for (const field of Object.keys(NAMES) as Field[]) {
    if (mine[field] === undefined) continue
    for (const [word, text] of [[`${NAMES[field]}（对方）`, row[field]], [`${NAMES[field]}（您）`, mine[field] ?? '']] as const) {
      const term = document.createElement('dt')
      term.textContent = word
      const value = document.createElement('dd')
      value.textContent = text === '' ? '（空）' : text
      list.append(term, value)
    }
  }
  body.append(said, list)
  return askDialog('conflict', body, [['[data-conflict-mine]', 'mine'], ['[data-conflict-theirs]', 'theirs']])
}

document.querySelectorAll<HTMLFormElement>('form.entry[data-api]').forEach(start)
