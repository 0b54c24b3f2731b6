// `/` goes to the search box, `?` shows the keys, Esc closes what is open beside the page.

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

function focusSearch(): boolean {
  const box = document.querySelector<HTMLInputElement>('[data-search]')
  if (!box) return false
  box.focus()
  box.select()
  return true
}

export function listenForKeys(): void {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.key === 'Escape') {
      const open = document.querySelector<HTMLDetailsElement>('details.switch[open]')
      if (open) {
        open.open = false
        open.querySelector('summary')?.focus()
        return
      }
      if (!typing(event.target)) document.querySelector<HTMLAnchorElement>('[data-close]')?.click()
      return
    }
    if (typing(event.target)) return
    if (event.key === '/' && focusSearch()) event.preventDefault()
    if (event.key === '?') {
      const keys = document.querySelector<HTMLDialogElement>('dialog#keys')
      if (keys && !keys.open) keys.showModal()
      event.preventDefault()
    }
  })
  document.addEventListener('click', event => {
    const target = event.target instanceof Element ? event.target : null
    if (target?.closest('[data-print]')) window.print()
    if (target?.closest('[data-show-keys]')) document.querySelector<HTMLDialogElement>('dialog#keys')?.showModal()
  })
}
