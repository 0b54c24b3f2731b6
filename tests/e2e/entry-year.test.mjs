// A year's reporting by its clerk: a block of 30 indicators × 12 months from Excel with one bad date and one slip of
// 万 for 亿, mended and submitted; the session that ends while typing; two people at one cell; the form sent twice; the
// button back; a form filled offline; what was typed and never saved.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { OUT, accessible, calm, openBrowser, shot, sitDown } from './support/browser.mjs'
import { explainAll } from './support/clerk.mjs'
import { signIn, start } from './support/product.mjs'

const ROWS = 30
let browser, product, clerk, unit, account
before(async () => {
  browser = await openBrowser()
  product = await start('demo', ['--open'])
  account = product.accounts.find(found => found.role.includes('填报'))
  clerk = await sitDown(browser)
  await signIn(clerk, product, account.name, account.password)
  await clerk.goto(`${product.address}/workbench`)
  unit = new URL(await clerk.locator('a[href^="/entry/"]').first().evaluate(link => link.href)).pathname.split('/')[2]
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

const status = page => page.locator('[data-saving]')
const paste = (page, text) => page.evaluate(text => {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}, text)
/** Does something that is saved, and waits for the answer to that very save: the words of an earlier one may still stand. */
const saved = async (page, act) => {
  const answer = page.waitForResponse(response => response.request().method() === 'POST' && new URL(response.url()).pathname.endsWith('/figures'))
  await act()
  await answer
  await page.waitForFunction(() => /^已存|^没有变化/.test(document.querySelector('[data-saving]').textContent))
}
/** Types over a cell and leaves it. */
const type = (page, box, text) => saved(page, async () => {
  await box.click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
})
const yearRows = page => page.$$eval('tr[data-indicator]', rows => rows.map(row => ({
  id: Number(row.dataset.indicator), name: row.querySelector('.name').textContent.trim(), measure: row.children[2].textContent.trim(),
  cells: [...row.querySelectorAll('[data-field]')].map(box => box.value.replaceAll(',', '')),
})))
const cell = (page, id, period) => page.locator(`tr[data-indicator="${id}"] [data-field="${period}"]`)
const plain = text => text.replaceAll(',', '')
/** Exact sums of decimal texts. */
const added = (a, b) => {
  const places = Math.max(...[a, b].map(text => (text.split('.')[1] ?? '').length))
  const whole = text => BigInt(text.replace('.', '') + '0'.repeat(places - (text.split('.')[1] ?? '').length))
  const sum = (whole(a) + whole(b)).toString().padStart(places + 1, '0')
  return places === 0 ? sum : `${sum.slice(0, -places)}.${sum.slice(-places)}`
}

let slipped, dated, heads
test('a block of 30 × 12 is previewed: the bad date keeps its column out, the slip of 万 is found, nothing is saved yet', async () => {
  await clerk.goto(`${product.address}/entry-year/${unit}/2026`)
  await clerk.locator('form.year').waitFor()
  await shot(clerk, 'year-open')
  await accessible(clerk)
  await calm(clerk)
  const rows = (await yearRows(clerk)).filter(row => row.cells.length === 12 && row.cells.every(text => /^[\d.]+$/.test(text)))
  assert.ok(rows.length >= ROWS, `the city reports ${rows.length} indicators every month`)
  const block = rows.slice(0, ROWS).map(row => ({ ...row, cells: row.cells.map(text => (row.measure === '亿元' ? added(text, '0.01') : text)) }))
  slipped = block.find(row => row.measure === '亿元')
  // The clerk's sheet has May in 万元 by mistake, and a day that February does not have as its head.
  const slip = added(slipped.cells[4], '0') * 10_000
  heads = ['指标', '计量单位', ...Array.from({ length: 12 }, (_, month) => (month === 1 ? '2026/2/30' : `2026年${month + 1}月`))]
  dated = block
  const lines = block.map(row => [row.name, row.measure, ...row.cells.map((text, month) => (row === slipped && month === 4 ? String(slip) : text))])
  await cell(clerk, rows[0].id, '2026-01').click()
  await paste(clerk, [heads, ...lines].map(line => line.join('\t')).join('\r\n'))
  await clerk.locator('dialog#paste[open]').waitFor()
  const said = await clerk.locator('dialog#paste').textContent()
  assert.match(said, /2026\/2\/30.*没有这一天.*30 格没有采用/)
  assert.match(said, /1 格有错/)
  assert.match(await clerk.locator('dialog#paste tbody tr').first().textContent(), /一万倍/)
  await shot(clerk, 'year-preview')
  await accessible(clerk)
  const before = await clerk.request.get(`${product.address}/api/v1/figures/${unit}/${slipped.id}/2026-03`)
  assert.notEqual(Number((await before.json()).value), Number(slipped.cells[2]), 'a preview saves nothing')
})

test('the clerk says which month the bad head is, takes the block and mends the slip', async () => {
  await clerk.locator('.bad-head select').selectOption('2026-02')
  await clerk.waitForFunction(() => document.querySelector('dialog#paste[open]') && !document.querySelector('dialog#paste .bad-head'))
  await shot(clerk, 'year-preview-mended')
  await saved(clerk, () => clerk.locator('[data-paste-apply]').click())
  const box = cell(clerk, slipped.id, '2026-05')
  assert.equal(await box.locator('xpath=..').getAttribute('data-mark'), 'bad', 'the slip waits in its cell')
  await shot(clerk, 'year-slip')
  await type(clerk, box, `${slipped.cells[4]}亿`)
  await clerk.reload()
  const now = await yearRows(clerk)
  for (const row of dated) {
    assert.deepEqual(now.find(one => one.id === row.id).cells.map(Number), row.cells.map(Number), `${row.name} stands as it was pasted`)
  }
  await clerk.goto(`${product.address}/entry-year/${unit}/2026?view=cumulative`)
  const sums = (await yearRows(clerk)).find(one => one.id === slipped.id).cells
  slipped.cells.reduce((sum, text, month) => {
    const next = added(sum, text)
    assert.equal(Number(sums[month]), Number(next), `cumulative of month ${month + 1}`)
    return next
  }, '0')
  await shot(clerk, 'year-cumulative')
})

test('a milestone without its proof says so in its cell, which leads to its row in the form of the month', async () => {
  await clerk.goto(`${product.address}/entry-year/${unit}/2026`)
  const cell = clerk.locator('td:has(.waits.proof)').first()
  await cell.locator('[data-field]').click()
  assert.match(await status(clerk).textContent(), /须附证明材料.*到当月填报说明/)
  await shot(clerk, 'year-unproved')
  await cell.locator('.waits.proof').click()
  await clerk.waitForURL(url => /^\/entry\/\d+\/2026-\d\d$/.test(url.pathname) && /^#row-\d+$/.test(url.hash))
  assert.match(await clerk.locator(new URL(clerk.url()).hash).textContent(), /须附证明材料/)
})

test('what was typed and never saved is there after the window was closed', async () => {
  await clerk.goto(`${product.address}/entry/${unit}/2026-12`)
  const box = clerk.locator('[data-field="value"]').first()
  const stood = await box.inputValue()
  await box.click()
  // Waited for from before the first key: on a busy machine the draft may be kept before the last key is pressed.
  const kept = clerk.waitForResponse(response => response.url().includes('/api/v1/drafts/') && (response.request().postData() ?? '').includes('"12."'))
  await clerk.keyboard.type('12.')
  await kept
  // The browser dies: another one, with nothing kept, opens the page.
  const other = await sitDown(browser)
  await signIn(other, product, account.name, account.password)
  await other.goto(`${product.address}/entry/${unit}/2026-12`)
  assert.equal(await other.locator('[data-field="value"]').first().inputValue(), '12.')
  assert.match(await status(other).textContent(), /1 格输入没有保存，已放回/)
  await shot(other, 'year-draft')
  await other.context().close()
  await box.focus()
  await clerk.keyboard.press('Escape')
  assert.equal(await box.inputValue(), stood)
})

test('a session that ends while typing loses nothing: signed in again, the figure is saved', async () => {
  await clerk.goto(`${product.address}/entry/${unit}/2026-12`)
  const row = clerk.locator('tr[data-indicator]').first()
  const id = await row.getAttribute('data-indicator')
  const value = added(plain(await row.locator('[data-field="value"]').inputValue()), '0.02')
  await row.locator('[data-field="value"]').click()
  await clerk.keyboard.type(value)
  await clerk.context().clearCookies()
  await clerk.keyboard.press('Enter')
  await clerk.waitForFunction(() => /登录已过期/.test(document.querySelector('[data-saving]').textContent))
  assert.equal(await row.locator('[data-field="value"]').inputValue(), value)
  await shot(clerk, 'year-signed-out')
  // Signed in again in another tab, which shares the cookies.
  const session = await clerk.request.post(`${product.address}/api/v1/session`, { data: { name: account.name, password: account.password } })
  await clerk.context().addCookies([{ name: 'kaocheng', value: (await session.json()).token, url: product.address }])
  await clerk.evaluate(() => window.dispatchEvent(new Event('focus')))
  await clerk.locator(`tr[data-indicator="${id}"] td[data-mark="saved"], tr[data-indicator="${id}"] td[data-mark="doubt"]`).first().waitFor()
  const figure = await (await clerk.request.get(`${product.address}/api/v1/figures/${unit}/${id}/2026-12`)).json()
  assert.equal(Number(figure.value), Number(value))
})

test('two people and one cell: the second is told who and when and chooses; another column of the row disturbs nobody', async () => {
  const second = await sitDown(browser)
  await signIn(second, product, account.name, account.password)
  await second.goto(`${product.address}/entry/${unit}/2026-12`)
  await clerk.reload()
  const id = await clerk.locator('tr[data-indicator]').nth(3).getAttribute('data-indicator')
  const box = (page, field) => page.locator(`[name="${field}-${id}"]`)
  const figure = async () => (await clerk.request.get(`${product.address}/api/v1/figures/${unit}/${id}/2026-12`)).json()
  const first = added(plain(await box(clerk, 'value').inputValue()), '0.03')
  await type(clerk, box(clerk, 'value'), first)
  await type(second, box(second, 'narrative'), '按计划推进。')
  assert.deepEqual([(await figure()).value, (await figure()).narrative].map(String), [first, '按计划推进。'], 'both stand')
  await type(clerk, box(clerk, 'value'), added(first, '0.01'))
  await box(second, 'value').click()
  await second.keyboard.type(added(first, '0.05'))
  await second.keyboard.press('Enter')
  await second.locator('dialog#conflict[open]').waitFor()
  const said = await second.locator('dialog#conflict').textContent()
  assert.match(said, /于 \d{4}-\d{2}-\d{2} \d{2}:\d{2} 保存了这一行/)
  await shot(second, 'year-conflict')
  await accessible(second)
  await saved(second, () => second.locator('[data-conflict-mine]').click())
  assert.equal((await figure()).value, added(first, '0.05'))
  const history = await (await clerk.request.get(`${product.address}/api/v1/figures/${unit}/${id}/2026-12/history`)).json()
  assert.ok(history.some(fact => fact.value === added(first, '0.01')), 'what was replaced is in the history')
  await second.context().close()
})

test('a form is filled offline and comes back with a report for each row', async () => {
  await clerk.goto(`${product.address}/entry/${unit}/2026-12`)
  const [download] = await Promise.all([clerk.waitForEvent('download'), clerk.locator('a[download]').first().click()])
  const file = `${OUT}year-form.xlsx`
  await download.saveAs(file)
  assert.equal(readFileSync(file).subarray(0, 2).toString(), 'PK')
  await clerk.locator('a:has-text("导入 Excel 表")').click()
  await clerk.locator('input[type=file]').waitFor()
  await shot(clerk, 'year-import')
  await accessible(clerk)
  await clerk.setInputFiles('input[type=file]', file)
  await clerk.locator('main button.primary').click()
  assert.match(await clerk.locator('.said-line').textContent(), /0 行有改动/)
  const rows = await (await clerk.goto(`${product.address}/entry/${unit}/2026-12`), clerk.$$eval('tr[data-indicator]', lines => lines.slice(0, 2).map(line => line.querySelector('.name').textContent.trim())))
  const own = await clerk.locator('.page h1, .subtitle, h1').first().textContent()
  const name = (await clerk.title()).includes('区') ? own : own
  const city = await (await clerk.request.get(`${product.address}/api/v1/units`)).json()
  const unitName = (city.rows ?? city).find(one => String(one.id) === unit)?.name ?? name
  const csv = `${OUT}year-form.csv`
  writeFileSync(csv, `单位,期,指标,当月,完成情况\n${unitName},2026-12,${rows[0]},5/5,\n${unitName},2026-12,${rows[1]},,按计划推进\n${unitName},2026-11,${rows[1]},1,\n`)
  await clerk.goto(`${product.address}/entry/${unit}/2026-12/import`)
  await clerk.setInputFiles('input[type=file]', csv)
  await clerk.locator('main button.primary').click()
  const report = await clerk.locator('main').textContent()
  assert.match(report, /像是日期/)
  assert.match(report, /是“2026-11”的，没有读入/)
  await shot(clerk, 'year-import-report')
  await accessible(clerk)
  await calm(clerk)
  await clerk.locator('button:has-text("采用并保存")').click()
  await clerk.locator('form.entry').waitFor()
  assert.ok((await clerk.$$eval('[data-field="narrative"]', boxes => boxes.map(box => box.value))).includes('按计划推进'))
})

test('what is to be explained is explained, the report is sent twice and is sent once; the button back shows what stands', async () => {
  await clerk.goto(`${product.address}/entry/${unit}/2026-12`)
  // The figures moved, and some rows' words state the completion of before: the words are mended, not explained.
  for (const id of await clerk.$$eval('tr[data-indicator]', rows => rows.filter(row => /完成率/.test(row.querySelector('.finding.error')?.textContent ?? '')).map(row => row.dataset.indicator))) {
    await clerk.locator(`[name="narrative-${id}"]`).fill('按计划推进。')
    await clerk.locator(`[name="narrative-${id}"]`).blur()
    await clerk.waitForFunction(id => !document.querySelector(`tr[data-indicator="${id}"] .finding.error`), id)
  }
  await explainAll(clerk)
  await shot(clerk, 'year-explained')
  await clerk.goto(`${product.address}/entry/${unit}/2026-12/check`)
  await shot(clerk, 'year-check')
  await accessible(clerk)
  const submit = clerk.locator('button:has-text("确认提交")')
  if (await submit.count() === 0) assert.fail(await clerk.locator('.errors').textContent())
  const form = await clerk.$eval('form[action$="/submit"]', form => [form.action, form.querySelector('[name=csrf]').value])
  // Both clicks on the page as it stands: a second one by the mouse may already hit what the next page has there.
  await Promise.all([clerk.waitForURL(url => /\/entry\/\d+\/2026-12$/.test(url.pathname)), submit.evaluate(button => { button.click(); button.click() })])
  const twice = await clerk.request.post(form[0], { form: { csrf: form[1] }, maxRedirects: 0, headers: { origin: product.address } })
  assert.equal(twice.status(), 303, 'sent again, it is where it was meant to be')
  assert.equal(await clerk.locator('[data-field]').count(), 0)
  await shot(clerk, 'year-submitted')
  await clerk.goBack()
  await clerk.goBack()
  await clerk.waitForLoadState('load')
  assert.equal(await clerk.locator('[data-field]').count(), 0, 'back again, nothing is typed into what was sent')
})
