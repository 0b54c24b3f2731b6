// Pages that few people open: tokens for programs, the superior's published figures, the audit with its filter.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { accessible, calm, openBrowser, shot, sitDown } from './support/browser.mjs'
import { device } from './support/device.mjs'
import { signIn, start } from './support/product.mjs'

let browser, product
const account = role => product.accounts.find(found => found.role.includes(role))
before(async () => {
  browser = await openBrowser()
  product = await start('demo', ['--open'])
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

async function looked(page, name) {
  await shot(page, name)
  await accessible(page)
  await calm(page)
}

test('the office gives a program a token and takes in what the superior published', async () => {
  const page = await sitDown(browser)
  await signIn(page, product, account('考核员').name, account('考核员').password)
  await page.click('nav.menu a:has-text("程序令牌")')
  await looked(page, 'office-tokens')
  await page.goto(`${product.address}/tokens/new`)
  await looked(page, 'office-token-new')
  await page.click('nav.menu a:has-text("上级公布数")')
  await page.locator('main form').first().waitFor()
  await looked(page, 'office-superior')
})

test('the audit is read in words and filtered by what was done', async () => {
  const page = await sitDown(browser)
  await signIn(page, product, account('审计管理员').name, account('审计管理员').password)
  if (new URL(page.url()).pathname === '/second-factor/new') {
    await looked(page, 'office-enrol')
    assert.equal(await page.$eval('main ol', list => getComputedStyle(list).listStyleType), 'decimal', 'steps carry their numbers')
    await page.fill('#code', device((await page.locator('#secret').textContent()).trim()))
    await page.click('button:has-text("启用")')
    await page.locator('ul.codes').waitFor()
  }
  await page.goto(`${product.address}/audit`)
  await looked(page, 'office-audit')
  await Promise.all([page.waitForURL(/action=session.create/), page.selectOption('select[name=action]', 'session.create')])
  const words = await page.$$eval('main tbody tr', rows => rows.map(row => row.children[3].textContent.trim()))
  assert.ok(words.length > 0 && words.every(word => word === '登录'), words.join('、'))
  await looked(page, 'office-audit-filtered')
})
