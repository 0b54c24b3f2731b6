// The year's cycle in the office's hands: a text with an error is shown at its line and kept, a version published in the
// middle of the year scores from its day and says what it changed, a closing cycle takes no new figures.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { accessible, calm, openBrowser, shot, sitDown } from './support/browser.mjs'
import { signIn, start } from './support/product.mjs'

let browser, product, officer, clerk, cycle
const account = role => product.accounts.find(found => found.role.includes(role))
before(async () => {
  browser = await openBrowser()
  product = await start('demo')
  officer = await sitDown(browser)
  clerk = await sitDown(browser)
  await signIn(officer, product, account('考核员').name, account('考核员').password)
  await signIn(clerk, product, account('填报员').name, account('填报员').password)
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

test('the list leads to the cycle, its versions and its targets', async () => {
  await officer.goto(`${product.address}/cycles`)
  await officer.locator('main table').waitFor()
  await shot(officer, 'cycle-list')
  await accessible(officer)
  await officer.locator('main tbody th a').first().click()
  await officer.locator('ol.steps li.here').waitFor()
  assert.match(await officer.locator('ol.steps li.here').textContent(), /进行中/)
  cycle = new URL(officer.url()).pathname
  await shot(officer, 'cycle-show')
  await accessible(officer)
  await calm(officer)
})

test('an error is shown under its line, led to, and nothing typed is lost', async () => {
  await officer.goto(`${product.address}${cycle}/scheme`)
  const text = await officer.locator('textarea#text').inputValue()
  const wrong = text.replace('缺报 待补', '缺抱 待补')
  assert.notEqual(text, wrong)
  await officer.fill('textarea#text', wrong)
  await officer.click('button[value="check"]')
  await officer.locator('.diagnostic.error').first().waitFor()
  assert.equal(await officer.locator('textarea#text').inputValue(), wrong)
  const said = officer.locator('.diagnostic', { hasText: '缺抱' }).first()
  assert.match(await said.locator('pre').textContent(), /缺抱 待补/)
  assert.match(await said.locator('mark').textContent(), /缺抱/)
  await said.locator('a[data-line]').click()
  const chosen = await officer.evaluate(() => {
    const box = document.querySelector('textarea#text')
    return box.value.slice(box.selectionStart, box.selectionEnd)
  })
  assert.match(chosen, /缺抱/)
  await shot(officer, 'cycle-scheme-wrong')
  await accessible(officer)
  await calm(officer)
  await officer.click('button[value="save"]')
  await officer.waitForLoadState('load')
  assert.equal(await officer.locator('textarea#text').inputValue(), wrong, 'a draft may have errors')
  assert.match(await officer.locator('label[for="text"]').textContent(), /草稿/)
  await officer.fill('textarea#text', text)
})

test('a version from August changes August and says for whom', async () => {
  const text = await officer.locator('textarea#text').inputValue()
  const sheet = async period => {
    await officer.goto(`${product.address}/sheet/1/${period}`)
    return officer.locator('table.sheet').textContent()
  }
  const july = await sheet('2026-07')
  await officer.goto(`${product.address}${cycle}/scheme`)
  await officer.fill('textarea#text', text.replace('得分 >= 80分', '得分 >= 95分'))
  await officer.click('button[value="check"]')
  await officer.locator('button[value="publish"]').waitFor()
  await officer.fill('#since', '2026-08-01')
  await officer.click('button[value="publish"]')
  await officer.locator('.errors').waitFor()
  assert.match(await officer.locator('.errors').textContent(), /理由/)
  assert.match(await officer.locator('textarea#text').inputValue(), /得分 >= 95分/)
  await shot(officer, 'cycle-publish')
  await officer.fill('#reason', '市政府专题会议纪要')
  await officer.click('button[value="publish"]')
  await officer.waitForURL('**/versions/*')
  assert.match(await officer.locator('main').textContent(), /与第2版相比改了什么/)
  assert.ok(await officer.locator('main table tbody tr').count() > 0, 'units that moved are named')
  await shot(officer, 'cycle-version')
  await accessible(officer)
  await calm(officer)
  assert.equal(await sheet('2026-07'), july, 'July keeps the version before')
})

test('a closing cycle takes no new figures and keeps who, when and why', async () => {
  await officer.goto(`${product.address}${cycle}`)
  await officer.click('button:has-text("进入收尾")')
  await officer.locator('.errors').waitFor()
  await officer.fill('#reason', '年度数据报齐')
  await officer.click('button:has-text("进入收尾")')
  await officer.locator('ol.steps li.here:has-text("收尾")').waitFor()
  assert.match(await officer.locator('main').textContent(), /年度数据报齐/)
  await shot(officer, 'cycle-closing')
  await accessible(officer)
  const refused = await clerk.evaluate(async () => {
    const page = await (await fetch('/workbench')).text()
    const csrf = new DOMParser().parseFromString(page, 'text/html').querySelector('[name=csrf]').value
    const answer = await fetch('/api/v1/figures/1/1/2026-12', {
      method: 'PUT', headers: { 'content-type': 'application/json', 'x-csrf-token': csrf }, body: '{"value":"5"}',
    })
    return [answer.status, (await answer.json()).message]
  })
  assert.equal(refused[0], 409)
  assert.match(refused[1], /收尾/)
  await officer.fill('form:has(button:has-text("退回到")) input[name=reason]', '补报一项')
  await officer.click('button:has-text("退回到")')
  await officer.locator('ol.steps li.here:has-text("进行中")').waitFor()
})
