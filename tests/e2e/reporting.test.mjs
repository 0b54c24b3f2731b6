// One month's report from hand to hand: the clerk pastes a block with a bad date and another scale, mends and submits; the
// unit's leader returns one figure with a reason; the clerk answers; figures agree on every page at once.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { accessible, calm, openBrowser, shot, sitDown } from './support/browser.mjs'
import { explainAll } from './support/clerk.mjs'
import { signIn, start } from './support/product.mjs'

let browser, product, clerk, leader
let unit, period
before(async () => {
  browser = await openBrowser()
  product = await start('demo')
  clerk = await sitDown(browser)
  leader = await sitDown(browser)
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
const rowsOf = page => page.$$eval('tr[data-indicator]', rows => rows.map(row => ({
  id: Number(row.dataset.indicator),
  name: row.querySelector('.name').textContent.trim(),
  measure: row.children[2].textContent.trim(),
  value: row.querySelector('[data-field="value"]')?.value ?? null,
  cumulative: row.querySelector('[data-field="cumulative"]')?.value ?? null,
})))

test('the clerk finds on the workbench what is owed, with its day', async () => {
  const account = product.accounts.find(found => found.role.includes('填报'))
  await signIn(clerk, product, account.name, account.password)
  await clerk.goto(`${product.address}/workbench`)
  await clerk.locator('.page table').first().waitFor()
  await shot(clerk, 'report-workbench')
  await accessible(clerk)
  await calm(clerk)
  assert.match(await clerk.locator('.page table').first().textContent(), /工作日/)
  await clerk.locator('.page table a.button').first().click()
  await clerk.locator('form.entry').waitFor()
  ;[, , unit, period] = new URL(clerk.url()).pathname.split('/')
  await shot(clerk, 'report-entry')
  await accessible(clerk)
  await calm(clerk)
})

test('a block from Excel is previewed, its bad date left out, its 万 converted', async () => {
  const rows = (await rowsOf(clerk)).filter(row => row.value !== null)
  const scaled = rows.find(row => row.measure === '亿元' && /\d/.test(row.value))
  const dated = rows.find(row => row !== scaled && /\d/.test(row.value))
  const lines = rows.map(row => {
    if (row === scaled) return [row.name, '12,300万元', '']
    if (row === dated) return [row.name, '5/5', '']
    return [row.name, row.value, `${row.name}按计划推进。`]
  })
  await clerk.locator('[data-field="value"]').first().click()
  await paste(clerk, [['指标', '当月', '完成情况'], ...lines].map(line => line.join('\t')).join('\r\n'))
  await clerk.locator('dialog#paste[open]').waitFor()
  await shot(clerk, 'report-preview')
  await accessible(clerk)
  const first = await clerk.locator('dialog#paste tbody tr').first().textContent()
  assert.match(first, /5\/5/)
  assert.match(first, /日期/)
  assert.match(await clerk.locator('dialog#paste').textContent(), /12,300万元 已换算/)
  await clerk.locator('[data-paste-apply]').click()
  await clerk.locator(`tr[data-indicator="${scaled.id}"] td[data-mark]:not([data-mark="pending"])`).first().waitFor()
  assert.match(await status(clerk).textContent(), /已存/)
  const now = (await rowsOf(clerk)).find(row => row.id === scaled.id)
  assert.equal(Number(now.value), 1.23)
  const bad = clerk.locator(`[name="value-${dated.id}"]`)
  assert.equal(await bad.inputValue(), '5/5', 'the bad date waits in its cell')
  await bad.click()
  await clerk.keyboard.type(dated.value)
  await clerk.keyboard.press('Enter')
  await clerk.waitForFunction(id => document.querySelector(`[name="value-${id}"]`).closest('td').dataset.mark !== 'bad', dated.id)
  assert.equal((await rowsOf(clerk)).find(row => row.id === dated.id).value, dated.value, 'the figure was never touched')
  await shot(clerk, 'report-pasted')
  await clerk.reload()
  const kept = (await rowsOf(clerk)).find(row => row.id === scaled.id)
  assert.deepEqual(kept, now, 'what was said to be saved is there')
  if (now.cumulative) {
    await clerk.goto(`${product.address}/sheet/${unit}/${period}`)
    const sheet = await clerk.locator('table.sheet').textContent()
    assert.ok(sheet.includes(now.cumulative), `the score sheet shows ${now.cumulative} at once`)
    await clerk.goto(`${product.address}/entry/${unit}/${period}`)
  }
})

test('two windows and one cell: the second is told', async () => {
  const other = await clerk.context().newPage()
  await other.goto(clerk.url())
  const first = (await rowsOf(clerk)).find(row => row.value !== null && /^\d/.test(row.value))
  const box = page => page.locator(`[name="value-${first.id}"]`)
  await box(clerk).click()
  await clerk.keyboard.type('1.11')
  await clerk.keyboard.press('Enter')
  await clerk.locator(`tr[data-indicator="${first.id}"] td[data-mark]:not([data-mark="pending"])`).first().waitFor()
  await box(other).click()
  await other.keyboard.type('2.22')
  await other.keyboard.press('Enter')
  await other.locator('dialog#conflict[open]').waitFor()
  await shot(other, 'report-conflict')
  await other.locator('[data-conflict-theirs]').click()
  assert.equal(Number(await box(other).inputValue()), 1.11)
  await other.close()
})

test('the clerk explains what is asked, looks over everything and submits', async () => {
  await clerk.goto(`${product.address}/entry/${unit}/${period}`)
  await explainAll(clerk)
  await shot(clerk, 'report-explained')
  await clerk.goto(`${product.address}/entry/${unit}/${period}/check`)
  await shot(clerk, 'report-check')
  await accessible(clerk)
  await calm(clerk)
  const submit = clerk.locator('button:has-text("确认提交")')
  if (await submit.count() === 0) assert.fail(await clerk.locator('.errors').textContent())
  await Promise.all([clerk.waitForURL('**/entry/**'), submit.click()])
  assert.equal(await clerk.locator('[data-field]').count(), 0, 'what was submitted is not typed into')
  await shot(clerk, 'report-submitted')
})

test('the leader returns one figure, but not without a reason', async () => {
  const account = product.accounts.find(found => found.role.includes('填报'))
  await signIn(leader, product, account.name.replace('clerk', 'leader'), account.password)
  await leader.goto(`${product.address}/review/${unit}/${period}`)
  await shot(leader, 'report-review')
  await accessible(leader)
  await calm(leader)
  await leader.locator('input[value="return"]').first().check()
  await leader.locator('main button.primary').click()
  await leader.locator('.errors a').waitFor()
  await shot(leader, 'report-review-refused')
  const field = leader.locator(await leader.locator('.errors a').first().getAttribute('href'))
  await field.fill('缺凭证，请附统计局月报')
  await leader.locator('main button.primary').click()
  await leader.locator('.errors').waitFor({ state: 'detached' })
})

test('the clerk reads the reason on the workbench and in the row, and answers', async () => {
  await clerk.goto(`${product.address}/workbench`)
  assert.match(await clerk.locator('.page table').first().textContent(), /退回.*缺凭证|缺凭证.*退回/s)
  await shot(clerk, 'report-returned')
  await clerk.locator('.page table a.button').first().click()
  const row = clerk.locator('tr[data-state="returned"]').first()
  assert.match(await row.textContent(), /缺凭证/)
  await shot(clerk, 'report-returned-row')
  const box = row.locator('[data-field="value"]')
  await box.click()
  await clerk.keyboard.type('3.33')
  await clerk.keyboard.press('Enter')
  await clerk.locator('td[data-mark="saved"], td[data-mark="doubt"]').first().waitFor()
  await explainAll(clerk)
  await clerk.goto(`${product.address}/entry/${unit}/${period}/check`)
  await Promise.all([clerk.waitForURL('**/entry/**'), clerk.click('button:has-text("确认提交")')])
})

test('the leader signs', async () => {
  await leader.goto(`${product.address}/review/${unit}/${period}`)
  await leader.locator('main button.primary').click()
  await leader.waitForLoadState('load')
  assert.match(await leader.locator('ol.steps li.here').textContent(), /数据部门核验/)
  await shot(leader, 'report-signed')
})
