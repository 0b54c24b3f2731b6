// One figure through every hand: returned with a reason, proved and answered, signed, verified, locked, corrected on
// request; on every page the same figure at once.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { accessible, calm, openBrowser, shot, sitDown } from './support/browser.mjs'
import { explainAll } from './support/clerk.mjs'
import { signIn, start } from './support/product.mjs'

const UNIT = 1
let browser, product, password, period, indicator, name
const people = {}
before(async () => {
  browser = await openBrowser()
  product = await start('demo')
  password = product.accounts[0].password
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

const at = path => `${product.address}${path}`
const here = kind => at(`/figures/${UNIT}/${indicator}/${period}/${kind}`)

async function as(who) {
  if (!people[who]) {
    people[who] = await sitDown(browser)
    await signIn(people[who], product, who, password)
  }
  return people[who]
}
async function api(page, path) {
  const answer = await page.request.get(at(`/api/v1${path}`))
  assert.equal(answer.status(), 200, `${path}: ${answer.status()}`)
  return answer.json()
}
async function seen(page, title) {
  await shot(page, `review-${title}`)
  await accessible(page)
  await calm(page)
}
const press = async (page, selector) => {
  await Promise.all([page.waitForNavigation(), page.click(selector)])
}

test('the clerk hands the month in and the leader returns one figure with a reason', async () => {
  const clerk = await as('clerk1')
  await clerk.goto(at('/workbench'))
  await seen(clerk, 'workbench-clerk')
  const owed = (await api(clerk, '/tasks')).find(task => task.kind === 'enter')
  period = owed.period
  await clerk.goto(at(`/entry/${UNIT}/${period}`))
  await explainAll(clerk)
  await clerk.goto(at(`/entry/${UNIT}/${period}/check`))
  await press(clerk, 'button:has-text("确认提交")')
  const leader = await as('leader1')
  await leader.goto(at('/workbench'))
  await seen(leader, 'workbench-leader')
  await press(leader, '.page table a.button')
  await seen(leader, 'leader')
  const figures = (await api(leader, `/figures?period=${period}&unit=${UNIT}`)).rows
  const indicators = await api(leader, '/indicators')
  const wanted = figures.find(row => row.value !== null && row.cumulative !== null && Number(row.value) > 10)
  indicator = wanted.indicator
  name = indicators.find(one => one.id === indicator).name
  await leader.check(`input[name="decision-${indicator}"][value="return"]`)
  await leader.fill(`#reason-${indicator}`, '缺凭证，请附统计局月报')
  await press(leader, '#decisions button.primary')
  const report = await api(leader, `/reports/${UNIT}/${period}`)
  assert.equal(report.state, 'draft')
  assert.equal(report.figures.find(one => one.indicator === indicator).state, 'returned')
  assert.ok(report.figures.every(one => one.indicator === indicator || one.state === 'accepted'), 'the others passed')
})

test('the clerk is led to the cell, puts proof beside it and answers in the thread', async () => {
  const clerk = await as('clerk1')
  await clerk.goto(at('/workbench?show=returned'))
  assert.match(await clerk.locator('.page table').first().textContent(), /缺凭证/)
  await seen(clerk, 'workbench-returned')
  const link = await clerk.locator('.page table a.button').first().getAttribute('href')
  assert.equal(link, `/entry/${UNIT}/${period}#row-${indicator}`)
  await clerk.goto(here('evidence'))
  await seen(clerk, 'evidence-empty')
  await clerk.setInputFiles('#file', { name: '月报.exe', mimeType: 'text/plain', buffer: Buffer.from('MZ\x90\x00') })
  await press(clerk, 'form[enctype] button.primary')
  assert.match(await clerk.locator('.errors').textContent(), /可执行程序/)
  await seen(clerk, 'evidence-refused')
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  await clerk.setInputFiles('#file', { name: '8月月报扫描件.png', mimeType: 'image/png', buffer: png })
  await clerk.fill('#note', '市统计局月报第3页')
  await press(clerk, 'form[enctype] button.primary')
  const [piece] = await api(clerk, `/figures/${UNIT}/${indicator}/${period}/evidence`)
  assert.deepEqual([piece.media, piece.state], ['image/png', 'clean'])
  assert.ok(await clerk.locator('img.thumb').evaluate(image => image.complete && image.naturalWidth > 0), 'the image is shown')
  await seen(clerk, 'evidence')
  const opened = await clerk.request.get(here(`evidence/${piece.id}`))
  assert.match(opened.headers()['content-security-policy'], /sandbox/)
  assert.equal(opened.headers()['x-content-type-options'], 'nosniff')
  await clerk.goto(here('history'))
  await clerk.fill('#text', '月报已附，见佐证材料')
  await press(clerk, 'main form button.primary')
  assert.match(await clerk.locator('.thread').textContent(), /缺凭证.*月报已附/s)
  await seen(clerk, 'history-answered')
  const stranger = await as('clerk2')
  for (const path of [here('history'), here('evidence'), here(`evidence/${piece.id}`)]) {
    assert.equal((await stranger.request.get(path)).status(), 404, `another unit learns nothing at ${path}`)
  }
  const report = await api(clerk, `/reports/${UNIT}/${period}`)
  assert.equal(report.figures.find(one => one.indicator === indicator).state, 'entered')
})

test('only the returned figure opens; its new value is the same on every page at once', async () => {
  const clerk = await as('clerk1')
  await clerk.goto(at(`/entry/${UNIT}/${period}`))
  const open = await clerk.locator('[data-field="value"]').count()
  assert.equal(open, 1, 'what passed is closed')
  const before = await api(clerk, `/figures/${UNIT}/${indicator}/${period}`)
  const value = (Number(before.value) + 1).toFixed(2)
  await clerk.locator(`[name="value-${indicator}"]`).click()
  await clerk.keyboard.type(value)
  await clerk.keyboard.press('Enter')
  await clerk.locator(`tr[data-indicator="${indicator}"] td[data-mark]:not([data-mark="pending"])`).first().waitFor()
  const now = await api(clerk, `/figures/${UNIT}/${indicator}/${period}`)
  assert.equal(Number(now.value), Number(value))
  await clerk.reload()
  const row = clerk.locator(`tr[data-indicator="${indicator}"]`)
  const plain = text => text.replaceAll(',', '')
  assert.ok(plain(await row.innerHTML()).includes(now.cumulative), 'entry')
  const completion = /[\d.,]+%/.exec(await row.textContent())[0]
  const pages = { review: `/review/${UNIT}/${period}`, history: `/figures/${UNIT}/${indicator}/${period}/history`, sheet: `/sheet/${UNIT}/${period}` }
  for (const [title, path] of Object.entries(pages)) {
    await clerk.goto(at(path))
    const text = plain(await clerk.locator('main').textContent())
    assert.ok(text.includes(now.cumulative), `${title} shows ${now.cumulative}`)
    if (title !== 'history') assert.ok(text.includes(plain(completion)), `${title} shows ${completion}`)
  }
  const total = await clerk.locator('table.sheet tr.sum').last().textContent()
  await clerk.goto(at(`/rank/${period}`))
  const score = /\d+\.\d\d/.exec(plain(total.replace('合计', '')).trim())
  if (score) assert.ok(plain(await clerk.locator('main').textContent()).includes(score[0]), `the ranking shows ${score[0]}`)
  await clerk.goto(at(`/entry/${UNIT}/${period}`))
  await explainAll(clerk)
  await clerk.goto(at(`/entry/${UNIT}/${period}/check`))
  await press(clerk, 'button:has-text("确认提交")')
})

test('the leader signs by keyboard; each department verifies its own and no other; the officer locks', async () => {
  const leader = await as('leader1')
  await leader.goto(at(`/review/${UNIT}/${period}`))
  await leader.locator('#decisions button.primary').focus()
  await Promise.all([leader.waitForNavigation(), leader.keyboard.press('Enter')])
  let report = await api(leader, `/reports/${UNIT}/${period}`)
  assert.equal(report.state, 'reviewed')
  const sources = new Set(report.figures.map(one => one.source).filter(Boolean))
  let first = true
  for (const source of sources) {
    const verifier = await as(`verifier${source}`)
    await verifier.goto(at(`/review/${UNIT}/${period}`))
    const mine = report.figures.filter(one => one.source === source).length
    assert.equal(await verifier.locator('td.decide').count(), mine, `department ${source} decides on its own figures`)
    if (first) await seen(verifier, 'verifier')
    first = false
    await press(verifier, '#decisions button.primary')
  }
  const officer = await as('officer')
  report = await api(officer, `/reports/${UNIT}/${period}`)
  if (report.state === 'reviewed') {
    await officer.goto(at(`/review/${UNIT}/${period}`))
    await press(officer, '#decisions button.primary')
    report = await api(officer, `/reports/${UNIT}/${period}`)
  }
  assert.equal(report.state, 'verified')
  await officer.goto(at('/workbench'))
  await seen(officer, 'workbench-officer')
  await officer.goto(at(`/reviews/${period}`))
  await seen(officer, 'progress')
  await officer.goto(at(`/review/${UNIT}/${period}`))
  await press(officer, '#decisions button.primary')
  assert.equal((await api(officer, `/reports/${UNIT}/${period}`)).state, 'locked')
  const clerk = await as('clerk1')
  const answer = await clerk.request.put(at(`/api/v1/figures/${UNIT}/${indicator}/${period}`), { data: { value: '1' }, headers: { 'x-csrf-token': await token(clerk) } })
  assert.equal((await answer.json()).code, 'locked')
})

const token = async page => {
  await page.goto(at('/reminders'))
  return page.locator('input[name="csrf"]').first().inputValue()
}

test('a locked figure is corrected on request only, and the locked value stays marked', async () => {
  const clerk = await as('clerk1')
  await clerk.goto(at(`/review/${UNIT}/${period}`))
  await clerk.check(`input[name="figure-${indicator}"]`)
  await clerk.fill('form.whole input[name="reason"]', '统计局核定数有调整')
  await seen(clerk, 'ask')
  await press(clerk, 'form.whole button')
  const officer = await as('officer')
  await officer.goto(at('/workbench'))
  assert.match(await officer.locator('.page table').first().textContent(), /申请重新打开：统计局核定数有调整/)
  await officer.goto(at(`/review/${UNIT}/${period}`))
  await seen(officer, 'decide')
  await press(officer, 'button:has-text("同意重新打开")')
  const locked = await api(clerk, `/figures/${UNIT}/${indicator}/${period}`)
  const value = (Number(locked.value) + 0.5).toFixed(2)
  const saved = await clerk.request.put(at(`/api/v1/figures/${UNIT}/${indicator}/${period}`), { data: { value }, headers: { 'x-csrf-token': await token(clerk) } })
  assert.equal(saved.status(), 200, await saved.text())
  await clerk.goto(here('history'))
  await seen(clerk, 'history-corrected')
  const rows = await clerk.locator('main table').first().locator('tbody tr').allTextContents()
  assert.match(rows[0], /现行.*锁定后更正/s)
  assert.match(rows[1], /锁定时的值/)
})

test('the calendar and the reminders say what they do', async () => {
  const officer = await as('officer')
  await officer.goto(at('/calendar?year=2026'))
  assert.match(await officer.locator('main table').textContent(), /10月1日.*国庆节/s)
  await seen(officer, 'calendar')
  await officer.fill('#own', '2027-01-01 休 元旦\n1月2日 放假')
  await press(officer, 'main form button.primary')
  assert.match(await officer.locator('.errors').textContent(), /第2行/)
  await officer.fill('#own', '2027-01-01 休 元旦')
  await press(officer, 'main form button.primary')
  await officer.goto(at('/calendar?year=2027'))
  assert.match(await officer.locator('main table').textContent(), /1月1日.*元旦/s)
  await officer.goto(at('/reminders'))
  assert.match(await officer.locator('main').textContent(), /提醒没有开启/)
  await seen(officer, 'reminders')
  assert.ok(name, 'the figure had a name all along')
})
