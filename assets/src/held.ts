// A form whose session had ended comes back after the sign-in: its fields are put into the page it was typed on, where
// they can be read in their places. Without script the page that carries them can be sent on as it is.

const KEY = 'kaocheng-held'

interface Held { path: string; fields: Array<[string, string]> }

/** On the page that carries a form: takes its fields along to the page where they were typed. */
export function carryHeld(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-held]')
  const back = form?.dataset.held
  if (!form || !back || back === '/') return
  const fields = [...new FormData(form)].flatMap(([name, value]): Array<[string, string]> => name !== 'csrf' && typeof value === 'string' ? [[name, value]] : [])
  sessionStorage.setItem(KEY, JSON.stringify({ path: back, fields } satisfies Held))
  location.replace(back)
}

/** On the page where they were typed: puts them back and says so. */
export function restoreHeld(): void {
  const text = sessionStorage.getItem(KEY)
  if (!text) return
  const held = JSON.parse(text) as Held
  if (held.path !== location.pathname + location.search) return
  sessionStorage.removeItem(KEY)
  const taken = new Map<string, number>()
  let restored = 0
  for (const [name, value] of held.fields) {
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('main form[method=post] [name]')].filter(field => field.name === name)
    const choice = fields.find(field => field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type) && field.value === value)
    const at = taken.get(name) ?? 0
    const field = choice ?? fields[at]
    taken.set(name, at + 1)
    if (!field) continue
    if (choice instanceof HTMLInputElement) choice.checked = true
    else field.value = value
    restored += 1
  }
  if (restored === 0) return
  const said = document.createElement('div')
  said.className = 'said-line note'
  said.setAttribute('role', 'status')
  said.append(Object.assign(document.createElement('b'), { textContent: '提示' }), Object.assign(document.createElement('span'), { textContent: '已恢复登录过期前填写的内容，还没有提交，请核对后提交。' }))
  document.querySelector('main .title')?.after(said)
}
