// Forms marked data-upload (largest size in bytes) take a file by dragging, say at once when it is too large, and show how
// far the sending is. Without script they are plain forms.

export function tendUploads(): void {
  document.querySelectorAll<HTMLFormElement>('form[data-upload]').forEach(tend)
}

function tend(form: HTMLFormElement): void {
  const limit = Number(form.dataset.upload)
  const file = form.querySelector<HTMLInputElement>('input[type="file"]')
  const drop = form.querySelector<HTMLElement>('.drop')
  const progress = form.querySelector<HTMLElement>('.upload-progress')
  if (!file || !drop || !progress) return
  takeDrops(file, drop)
  const bar = progress.querySelector('progress')
  const words = progress.querySelector('[role="status"]')
  const say = (text: string): void => {
    progress.hidden = false
    if (words) words.textContent = text
  }
  file.addEventListener('change', () => {
    const chosen = file.files?.[0]
    const over = chosen !== undefined && chosen.size > limit
    file.setCustomValidity(over ? 'large' : '')
    progress.hidden = !over
    if (bar) bar.hidden = over
    if (over) say(`读不了 ${chosen.name}：文件有 ${megabytes(chosen.size)}，超过 ${megabytes(limit)} 的上限`)
  })
  form.addEventListener('submit', event => {
    const over = file.validity.customError
    if (!over && !file.files?.length) return
    // The page's own guard against sending twice would take a refused or scripted sending for the form's.
    event.preventDefault()
    event.stopPropagation()
    if (over) file.focus()
    if (over || form.dataset.sent === 'yes') return
    form.dataset.sent = 'yes'
    send(form, part => {
      if (bar) {
        bar.hidden = false
        bar.value = part
      }
      say(part < 100 ? `已上传 ${part}%` : '已上传，正在核对……')
    }, () => {
      delete form.dataset.sent
      say('网络中断，文件没有送达；请再试一次')
    })
  })
}

/** A file dropped on the box is the file chosen. */
function takeDrops(file: HTMLInputElement, drop: HTMLElement): void {
  const over = (event: DragEvent): void => {
    event.preventDefault()
    drop.classList.add('over')
  }
  drop.addEventListener('dragenter', over)
  drop.addEventListener('dragover', over)
  drop.addEventListener('dragleave', () => drop.classList.remove('over'))
  drop.addEventListener('drop', event => {
    event.preventDefault()
    drop.classList.remove('over')
    const dropped = event.dataTransfer?.files
    if (!dropped?.length) return
    file.files = dropped
    file.dispatchEvent(new Event('change'))
  })
}

/** Sends the form and goes where the answer is; a refusal is the same page with its errors, shown in place. */
function send(form: HTMLFormElement, show: (part: number) => void, failed: () => void): void {
  const request = new XMLHttpRequest()
  request.open('POST', form.action)
  request.upload.addEventListener('progress', event => {
    if (event.lengthComputable) show(Math.floor((event.loaded * 100) / event.total))
  })
  request.addEventListener('error', failed)
  request.addEventListener('load', () => {
    if (request.status < 400) {
      location.assign(request.responseURL)
      return
    }
    const answer = new DOMParser().parseFromString(request.responseText, 'text/html')
    const main = answer.querySelector('main') ?? answer.body
    const here = document.querySelector('main')
    if (!here) return
    here.replaceWith(document.adoptNode(main))
    document.querySelectorAll<HTMLFormElement>('form[data-upload]').forEach(tend)
    document.querySelector<HTMLElement>('.errors')?.focus()
  })
  show(0)
  request.send(new FormData(form))
}

function megabytes(bytes: number): string {
  const tenths = Math.floor((bytes * 10) / (1 << 20))
  return tenths % 10 === 0 ? `${tenths / 10} MB` : `${Math.floor(tenths / 10)}.${tenths % 10} MB`
}
