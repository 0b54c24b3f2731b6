// The explanation beside a score sheet, on the samples: it comes without leaving the page, has its address, goes away by
// key and by the back button, and never hides a failure.
import { test, after, before, beforeEach } from 'node:test'
import assert from 'node:assert/strict'
import { calm, openBrowser, sitDown } from './support/browser.mjs'
import { samples, serveSamples } from './support/gallery.mjs'

const skip = !samples.includes('sheet') && 'cargo test -p web renders the samples first'
let browser, page
before(async () => { browser = await openBrowser() })
after(() => browser.close())
beforeEach(async () => {
  await page?.context().close()
  page = await sitDown(browser)
  await serveSamples(page)
  await page.goto('http://pages.test/sheet')
})

test('it comes beside the sheet, takes the focus and has its own address', { skip }, async () => {
  await page.evaluate(() => { window.same = true })
  await page.locator('td.score a').click()
  await page.locator('aside.why').waitFor()
  assert.equal(await page.evaluate(() => window.same), true, 'the page was not loaded again')
  assert.equal(new URL(page.url()).pathname, '/sheet-why')
  await page.waitForFunction(() => document.activeElement?.id === 'why-title')
  await calm(page)
})

test('Esc closes it, and the back button too', { skip }, async () => {
  await page.locator('td.score a').click()
  await page.locator('aside.why').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('aside.why').waitFor({ state: 'detached' })
  assert.equal(new URL(page.url()).pathname, '/sheet')
  await page.locator('td.score a').click()
  await page.locator('aside.why').waitFor()
  await page.goBack()
  await page.locator('aside.why').waitFor({ state: 'detached' })
  assert.equal(new URL(page.url()).pathname, '/sheet')
})

test('another answer than the panel is shown as the page it is', { skip }, async () => {
  await page.route('http://pages.test/sheet-why', route => route.fulfill({ status: 500, contentType: 'text/html; charset=utf-8', body: '<!doctype html><title>t</title><h1>系统出错</h1>' }))
  await page.locator('td.score a').click()
  await page.locator('h1:has-text("系统出错")').waitFor()
})

test('an ended session leads to the sign-in', { skip }, async () => {
  await page.route('http://pages.test/sheet-why', route => route.fulfill({ status: 303, headers: { location: 'http://pages.test/sign-in' } }))
  await page.locator('td.score a').click()
  await page.locator('[name=password]').waitFor()
})
