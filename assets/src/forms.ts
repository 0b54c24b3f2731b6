// A form is sent once: the second press of its button within the same page is ignored until the page changes.
// Selects marked data-go send their filter form at once; the button beside them stays for those without script.

export function guardForms(): void {
  document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement
    if (form.method !== 'post') return
    if (form.dataset.sent === 'yes') {
      event.preventDefault()
      return
    }
    form.dataset.sent = 'yes'
  })
  // The back button shows the page as it was left: let the form be sent again.
  window.addEventListener('pageshow', () => {
    document.querySelectorAll<HTMLFormElement>('form[data-sent]').forEach(form => delete form.dataset.sent)
  })
  document.addEventListener('change', event => {
    const field = event.target
    if (field instanceof HTMLSelectElement && field.hasAttribute('data-go')) field.form?.requestSubmit()
  })
  // The error summary takes the focus, so that a screen reader begins with what is wrong.
  document.querySelector<HTMLElement>('.errors')?.focus()
}
