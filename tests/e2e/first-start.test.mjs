// An office starts the product for the first time: a one-time password, a password of one's own, a lock after five
// wrong ones, and the first accounts.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { accessible, calm, openBrowser, shot, sitDown } from './support/browser.mjs'
import { device } from './support/device.mjs'
import { signIn, start } from './support/product.mjs'

const OWN = 'Kaocheng#2026-own'
let browser, product, page
before(async () => {
  browser = await openBrowser()
  product = await start('serve')
  page = await sitDown(browser)
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

test('the first start names one administrator and a one-time password', () => {
  assert.equal(product.accounts.length, 1)
  assert.match(product.said, /只显示这一次/)
})

test('the one-time password only leads to setting an own one', async () => {
  await page.goto(product.address)
  await shot(page, 'first-sign-in')
  await accessible(page)
  const [{ name, password }] = product.accounts
  await signIn(page, product, name, password)
  assert.equal(new URL(page.url()).pathname, '/password')
  await page.goto(`${product.address}/accounts`)
  assert.equal(new URL(page.url()).pathname, '/password', 'nothing else can be done before')
  await page.fill('#current', password)
  await page.fill('#new', 'short')
  await page.fill('#again', 'shorter')
  await Promise.all([page.waitForLoadState('load'), page.click('main button')])
  await page.locator('.errors').waitFor()
  await shot(page, 'first-password-refused')
  await accessible(page)
  for (const link of await page.locator('.errors a').all()) {
    const field = page.locator(await link.getAttribute('href'))
    assert.equal(await field.count(), 1, 'the summary leads to its field')
    const words = await link.textContent()
    assert.ok((await page.locator('.field .wrong').allTextContents()).includes(words), `beside the field stand the same words: ${words}`)
  }
  await page.fill('#current', password)
  await page.fill('#new', OWN)
  await page.fill('#again', OWN)
  await Promise.all([page.waitForLoadState('load'), page.click('main button')])
  assert.equal(new URL(page.url()).pathname, '/second-factor/new', 'an administrator sets a second factor up')
  await page.fill('#code', device(await page.locator('#secret').textContent()))
  await Promise.all([page.waitForLoadState('load'), page.click('main .button.primary')])
  await Promise.all([page.waitForLoadState('load'), page.click('main .button.primary')])
  assert.equal(new URL(page.url()).pathname, '/accounts')
  await shot(page, 'first-home')
  await accessible(page)
  await calm(page)
})

test('accounts and help are readable and within the screen', async () => {
  for (const path of ['/accounts', '/help']) {
    const response = await page.goto(product.address + path)
    assert.equal(response.status(), 200, path)
    await shot(page, `first${path.replaceAll('/', '-')}`)
    await accessible(page)
    await calm(page)
  }
})

test('a page that does not exist says so, with a code and a way back', async () => {
  const response = await page.goto(`${product.address}/no-such-page`)
  assert.equal(response.status(), 404)
  await shot(page, 'first-missing')
  await accessible(page)
})

test('five wrong passwords lock the account, also for the right one', async () => {
  const other = await sitDown(browser)
  const [{ name }] = product.accounts
  for (let i = 0; i < 5; i += 1) {
    await signIn(other, product, name, `wrong-${i}`)
    await other.locator('.errors').waitFor()
    assert.equal(await other.locator('[name=username]').inputValue(), name, 'what was typed is kept')
  }
  const fifth = await other.locator('.errors').textContent()
  await signIn(other, product, name, OWN)
  const said = await other.locator('.errors').textContent()
  assert.match(said, /锁定/)
  assert.match(said, /分钟|时/, 'it says when to try again')
  assert.match(fifth, /锁定|还可以|次/)
  await shot(other, 'first-locked')
  await accessible(other)
  await other.context().close()
})
