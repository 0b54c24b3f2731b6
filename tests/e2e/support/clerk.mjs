// A stand-in for the figures API, for stories of the grid alone. It reads numbers, converts 亿 into 万 the way the
// contract says answers look, and keeps versions.

const FIELDS = ['value', 'cumulative', 'narrative', 'self_score', 'explanation']

export class FakeFigures {
  constructor() {
    this.rows = new Map()
    this.calls = []
    this.mode = 'works'
  }

  /** Takes over what the page shows as saved. */
  async learn(page) {
    const shown = await page.$$eval('tr[data-indicator]', (rows, fields) => rows.map(row => [Number(row.dataset.indicator), {
      version: Number(row.dataset.version),
      ...Object.fromEntries(fields.map(field => [field, row.querySelector(`[data-field="${field}"]`)?.value ?? ''])),
    }]), FIELDS)
    this.rows = new Map(shown)
  }

  row(indicator, version) {
    if (!this.rows.has(indicator)) this.rows.set(indicator, { version, value: '', cumulative: '', narrative: '', self_score: '', explanation: '' })
    return this.rows.get(indicator)
  }

  answer(body, keep) {
    const rows = body.rows.map(cells => {
      const stored = this.row(cells.indicator, cells.version)
      const next = { ...stored }
      const findings = []
      const notes = []
      for (const field of FIELDS) {
        const text = cells[field]
        if (text === undefined) continue
        if (field === 'narrative' || field === 'explanation') next[field] = text
        else if (/^\d+\/\d+$/.test(text)) findings.push({ kind: 'error', word: '须改正', explained: false, field, text: `“${text}”像是日期或分数,此处应填数字` })
        else if (/^[\d,.]+亿$/.test(text)) { next[field] = text.slice(0, -1); notes.push(`${text} 已换算`) }
        else if (/^[\d,]+(\.\d+)?$/.test(text)) next[field] = text
        else findings.push({ kind: 'error', word: '须改正', explained: false, field, text: `“${text}”不是数` })
      }
      const conflict = cells.version !== stored.version ? { by: '李强', at: '10:32' } : undefined
      const saved = !conflict && FIELDS.some(field => next[field] !== stored[field])
      if (saved && keep) this.rows.set(cells.indicator, { ...next, version: stored.version + 1 })
      const shown = conflict ? stored : this.rows.get(cells.indicator)
      return { indicator: cells.indicator, ...(keep ? shown : { ...next, version: stored.version }), completion: '80.00%', growth: '1.00%', asks: false, state: 'entered', word: '已存', notes, findings, saved, ...(conflict ? { conflict } : {}) }
    })
    return { rows, summary: { missing: 3, returned: 0, errors: 0, doubts: 0, self_total: '60.00' } }
  }

  async serve(page) {
    await page.route('**/api/v1/drafts/**', route => (this.mode === 'down' ? route.abort() : route.fulfill({ status: 204 })))
    await page.route('**/api/v1/reports/**', route => {
      if (this.mode === 'down') return route.abort()
      if (this.mode === 'out') return route.fulfill({ status: 401, json: { code: 'signed_out', message: '请重新登录' } })
      const body = route.request().postDataJSON()
      const preview = route.request().url().endsWith('/preview')
      this.calls.push({ preview, body, token: route.request().headers()['x-csrf-token'] })
      return route.fulfill({ json: this.answer(body, !preview) })
    })
  }
}

/** Gives every question of the checks a reason, as a clerk does before submitting. */
export async function explainAll(page) {
  const asked = await page.$$eval('tr[data-indicator]', rows => rows.filter(row => row.querySelector('.finding.warning, .finding.error')).map(row => row.dataset.indicator))
  for (const id of asked) {
    const box = page.locator(`[name="explanation-${id}"]`)
    await box.click()
    await page.keyboard.type('已核实，情况属实。')
    await box.blur()
    await page.waitForFunction(id => !document.querySelector(`tr[data-indicator="${id}"] .finding.warning`), id)
  }
  return asked.length
}
