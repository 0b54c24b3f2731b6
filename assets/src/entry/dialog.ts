// Dialogs of the grids: one question, a few buttons, Esc is the last of them.

/** Shows a dialog and waits for one of its buttons; Esc is the last of them. */
export function askDialog<T>(id: string, body: HTMLElement, buttons: [string, () => T][]): Promise<T> {
  const dialog = document.querySelector<HTMLDialogElement>(`dialog#${id}`)
  const place = dialog?.querySelector<HTMLElement>(`[data-${id}-body]`)
  const fallback = buttons[buttons.length - 1]
  if (!dialog || !place || !fallback) return Promise.reject(new Error(`no dialog ${id}`))
  place.replaceChildren(body)
  return new Promise(resolve => {
    const done = new AbortController()
    const end = (value: () => T): void => {
      done.abort()
      dialog.close()
      resolve(value())
    }
    for (const [selector, value] of buttons) {
      dialog.querySelector(selector)?.addEventListener('click', () => end(value), { signal: done.signal })
    }
    dialog.addEventListener('cancel', event => { event.preventDefault(); end(fallback[1]) }, { signal: done.signal })
    dialog.showModal()
  })
}

export function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  if (className) made.className = className
  return made
}

/** A list of words and what stands for them. */
export function facts(pairs: [string, string][]): HTMLElement {
  const list = document.createElement('dl')
  list.className = 'facts'
  for (const [word, text] of pairs) list.append(element('dt', word), element('dd', text === '' ? '（空）' : text))
  return list
}

/** How a status line speaks: `bad` in red, `link` leads out of the trouble in a new window. */
export type Say = (text: string, bad?: boolean, link?: { text: string; href: string }) => void

export function speaker(status: HTMLElement | null): Say {
  return (text, bad = false, link) => {
    if (!status) return
    status.textContent = text
    status.classList.toggle('bad', bad)
    if (!link) return
    const made = document.createElement('a')
    made.href = link.href
    made.target = '_blank'
    made.rel = 'noopener'
    made.textContent = link.text
    status.append(' ', made)
  }
}
