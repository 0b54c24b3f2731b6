// The sample city as a newcomer meets it: sign in, read a score sheet, ask why, compare ranks, take it along.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { OUT, accessible, calm, openBrowser, paper, shot, sitDown } from './support/browser.mjs'
import { signIn, start } from './support/product.mjs'

let browser, product, page
before(async () => {
  browser = await openBrowser()
  product = await start('demo')
  page = await sitDown(browser)
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

/** The account whose line in the demo's greeting names this role. */
const as = role => {
  const found = product.accounts.find(account => account.role.includes(role))
  assert.ok(found, `the demo names an account for ${role}:\n${product.said}`)
  return found
}

test('the demo names an address and an account for each role', () => {
  assert.ok(product.accounts.length >= 3, product.said)
})

test('a leader signs in and sees the ranking', async () => {
  const { name, password } = as('领导')
  await signIn(page, product, name, password)
  await page.locator('nav.menu').waitFor()
  await shot(page, 'city-home')
  await accessible(page)
  await page.click('nav.menu >> text=得分与排名')
  await page.locator('svg.bar').first().waitFor()
  await shot(page, 'city-rank')
  await accessible(page)
  await calm(page)
  const ranks = await page.locator('.page table').first().locator('tbody tr td:first-child').allTextContents()
  assert.equal(ranks[0].trim(), '1')
  await paper(page, 'city-rank')
})

test('a score sheet keeps its merged cells, and each score leads to its reason', async () => {
  await page.locator('.page table tbody th a').first().click()
  await page.locator('table.sheet').waitFor()
  await shot(page, 'city-sheet')
  await shot(page, 'city-sheet-full', { full: true })
  await accessible(page)
  await calm(page)
  assert.ok((await page.locator('table.sheet td[rowspan]').count()) > 2)
  const address = page.url()
  await page.locator('table.sheet td.score a').first().click()
  await page.locator('aside.why blockquote').first().waitFor()
  assert.match(await page.locator('aside.why blockquote').first().textContent(), /【.+】/)
  assert.match(await page.locator('aside.why').textContent(), /目标/)
  assert.notEqual(page.url(), address, 'the explanation has an address of its own')
  await shot(page, 'city-why')
  await accessible(page)
  const alone = await sitDown(browser, { storageState: await page.context().storageState(), javaScriptEnabled: false })
  await alone.goto(page.url())
  assert.ok(await alone.locator('aside.why blockquote').count(), 'it is there without script too')
  await alone.context().close()
  await paper(page, 'city-why')
  await page.keyboard.press('Escape')
  await page.locator('aside.why').waitFor({ state: 'detached' })
  assert.equal(page.url(), address)
  await paper(page, 'city-sheet')
})

test('the sheet goes along as xlsx', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=下载 Excel')])
  const file = `${OUT}city-sheet.xlsx`
  await download.saveAs(file)
  assert.match(download.suggestedFilename(), /\.xlsx$/)
  assert.equal(readFileSync(file).subarray(0, 2).toString(), 'PK')
})

test('the period and the unit are switched without leaving the page', async () => {
  const before = new URL(page.url()).pathname
  await page.locator('.head details.switch').first().locator('summary').click()
  await shot(page, 'city-switch')
  await page.locator('.head details.switch').first().locator('a:not([aria-current])').first().click()
  await page.locator('table.sheet').waitFor()
  assert.notEqual(new URL(page.url()).pathname, before)
  assert.equal(new URL(page.url()).pathname.split('/')[1], 'sheet')
})

test('the whole path works with the keyboard and without script', async () => {
  const plain = await sitDown(browser, { javaScriptEnabled: false })
  const { name, password } = as('领导')
  await plain.goto(`${product.address}/sign-in`)
  // The browser gives the field its focus a moment after the page has loaded.
  await plain.locator('#username:focus').waitFor()
  await plain.keyboard.type(name)
  await plain.keyboard.press('Tab')
  await plain.keyboard.type(password)
  await plain.keyboard.press('Enter')
  await plain.locator('nav.menu').waitFor()
  await plain.locator('nav.menu a', { hasText: '得分与排名' }).press('Enter')
  await plain.locator('.page tbody th a').first().press('Enter')
  await plain.locator('td.score a').first().press('Enter')
  await plain.locator('aside.why blockquote').first().waitFor()
  await plain.locator('.head details.switch summary').first().press('Enter')
  await plain.locator('.head details.switch[open] a').nth(1).press('Enter')
  await plain.locator('table.sheet').waitFor()
  await plain.context().close()
})

test('wider and narrower screens hold the same pages', async () => {
  const paths = [new URL(page.url()).pathname, '/help']
  for (const [width, height] of [[1920, 1080], [1024, 768], [390, 844]]) {
    await page.setViewportSize({ width, height })
    for (const path of paths) {
      await page.goto(product.address + path)
      if (width > 1000) await calm(page)
      await shot(page, `city-${width}${path.replaceAll('/', '-')}`)
    }
  }
  await page.setViewportSize({ width: 1366, height: 768 })
})

test('a clerk sees the own unit only', async () => {
  const clerk = await sitDown(browser)
  const { name, password } = as('填报')
  await signIn(clerk, product, name, password)
  await clerk.locator('nav.menu').waitFor()
  await shot(clerk, 'city-clerk-home')
  await accessible(clerk)
  await clerk.context().close()
})
