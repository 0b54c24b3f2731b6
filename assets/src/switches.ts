// Unit and period lists: one open at a time, closed by a click elsewhere, shortened by typing when long.

function shorten(list: HTMLElement, words: string): void {
  list.querySelectorAll<HTMLElement>('li[data-name]').forEach(item => {
    item.hidden = words !== '' && !(item.dataset.name ?? '').includes(words)
  })
}

export function tameSwitches(): void {
  document.addEventListener('click', event => {
    const inside = event.target instanceof Element ? event.target.closest('details.switch') : null
    document.querySelectorAll<HTMLDetailsElement>('details.switch[open]').forEach(open => {
      if (open !== inside) open.open = false
    })
  })
  document.addEventListener('input', event => {
    const box = event.target
    if (!(box instanceof HTMLInputElement) || !box.hasAttribute('data-shorten')) return
    const list = box.closest<HTMLElement>('.list')
    if (list) shorten(list, box.value.trim())
  })
}
