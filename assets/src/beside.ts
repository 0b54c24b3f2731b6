// What stands beside a page (an explanation, a reason) is fetched from the address of its link and put in place. When the
// answer is another page altogether — signed out, gone, failed — the browser simply goes there, as without script.

interface SwapEvent extends CustomEvent {
  detail: { xhr: XMLHttpRequest; pathInfo?: { finalRequestPath?: string; requestPath?: string }; shouldSwap: boolean; isError: boolean }
}

function leave(detail: SwapEvent['detail']): void {
  const path = detail.pathInfo?.finalRequestPath ?? detail.pathInfo?.requestPath
  if (path) location.href = path
}

export function tendBeside(): void {
  document.addEventListener('htmx:beforeSwap', event => {
    const { detail } = event as SwapEvent
    if (detail.xhr.status === 200 && detail.xhr.responseText.includes('id="beside"')) return
    detail.shouldSwap = false
    detail.isError = false
    leave(detail)
  })
  document.addEventListener('htmx:sendError', event => leave((event as SwapEvent).detail))
  document.addEventListener('htmx:afterSettle', () => {
    document.querySelector<HTMLElement>('#why-title')?.focus({ preventScroll: true })
    const here = document.querySelector<HTMLElement>('#beside .here')
    if (!here) return
    const place = here.getBoundingClientRect()
    if (place.top < 90 || place.bottom > window.innerHeight - 20) here.scrollIntoView({ block: 'center' })
  })
}
