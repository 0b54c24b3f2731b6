// A link to a place in the text of a scheme chooses the place in the editor, so that it can be mended where it stands.

function start(text: string, line: number, column: number): number {
  let at = 0
  for (let n = 1; n < line; n += 1) {
    const end = text.indexOf('\n', at)
    if (end < 0) break
    at = end + 1
  }
  // Columns count characters; beyond the basic plane a character takes two units.
  const rest = [...text.slice(at)].slice(0, Math.max(column - 1, 0)).join('')
  return at + rest.length
}

export function leadToPlaces(): void {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-line]') : null
    const box = document.querySelector<HTMLTextAreaElement>('textarea.code')
    if (!link || !box) return
    event.preventDefault()
    const line = Number(link.dataset.line)
    const from = start(box.value, line, Number(link.dataset.column ?? 1))
    box.focus()
    box.setSelectionRange(from, from + Number(link.dataset.length ?? 1))
    const height = parseFloat(getComputedStyle(box).lineHeight) || 22
    box.scrollTop = Math.max((line - 6) * height, 0)
  })
  // A chosen file comes into the editor at once; without script the server reads it.
  document.querySelector<HTMLInputElement>('form.scheme input[type="file"]')?.addEventListener('change', event => {
    const input = event.target as HTMLInputElement
    const box = document.querySelector<HTMLTextAreaElement>('textarea.code')
    const file = input.files?.[0]
    if (!file || !box) return
    void file.text().then(text => {
      box.value = text
      input.value = ''
      box.form?.querySelector<HTMLButtonElement>('button[value="check"]')?.focus()
    })
  })
}
