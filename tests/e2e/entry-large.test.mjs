// A form of 300 indicators is one page, for the month and for the year, and keys move through all of it. How long it takes
// is measured by `cargo x bench load`, where nothing else runs beside it.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { openBrowser, shot, sitDown } from './support/browser.mjs'
import { signIn, start } from './support/product.mjs'

const INDICATORS = 300
let browser, product, page, password
before(async () => {
  browser = await openBrowser()
  product = await start('serve', [], { fill: where => { password = execFileSync(process.env.KAOCHENG_BIN, ['bench-fill', ...where, '--units', '3', '--indicators', String(INDICATORS)], { encoding: 'utf8' }).trim().split('\n').pop() } })
  page = await sitDown(browser)
  await signIn(page, product, 'reporter', password)
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

for (const [name, path] of [['month', '/entry/1/2026-12'], ['year', '/entry-year/1/2026']]) {
  test(`the ${name} of ${INDICATORS} indicators is one page with every row, and keys walk down its cells`, async () => {
    await page.goto(product.address + path)
    await page.locator('tr[data-indicator]').first().waitFor()
    assert.equal(await page.locator('tr[data-indicator]').count(), INDICATORS)
    const boxes = page.locator('[data-field]')
    assert.ok(await boxes.count() >= INDICATORS, 'there is something to type into in every row')
    await boxes.first().click()
    const rows = await page.evaluate(steps => {
      const row = () => document.activeElement.closest('tr').sectionRowIndex
      const before = row()
      for (let step = 0; step < steps; step += 1) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }))
      return row() - before
    }, INDICATORS - 1)
    assert.equal(rows, INDICATORS - 1, 'the last row is reached')
    await shot(page, `large-${name}`)
  })
}
