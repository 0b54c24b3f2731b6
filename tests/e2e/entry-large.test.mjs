// A form of 300 indicators stays quick: how long the server takes, when the first rows stand on the screen, how long a
// key takes from cell to cell. The times are printed; the bounds hold for a build without optimisation too.
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

/** Milliseconds from the request to the answer's end, and from the answer's first byte to the first rows. */
async function times(address) {
  await page.goto(address)
  await page.locator('tr[data-indicator]').first().waitFor()
  return page.evaluate(() => {
    const [nav] = performance.getEntriesByType('navigation')
    const paint = performance.getEntriesByName('first-contentful-paint')[0]
    return { server: nav.responseEnd - nav.requestStart, rows: (paint?.startTime ?? nav.domInteractive) - nav.responseStart, ready: nav.domContentLoadedEventEnd - nav.responseStart, bytes: nav.encodedBodySize }
  })
}

test('the month and the year of 300 indicators', async () => {
  const period = '2026-12'
  for (const [name, path] of [['month', `/entry/1/${period}`], ['year', '/entry-year/1/2026']]) {
    await times(product.address + path)
    const all = []
    for (let round = 0; round < 5; round += 1) all.push(await times(product.address + path))
    const middle = key => all.map(one => one[key]).sort((a, b) => a - b)[2]
    console.log(`${name}: server ${middle('server').toFixed(0)} ms, first rows ${middle('rows').toFixed(0)} ms after the first byte, ready ${middle('ready').toFixed(0)} ms, ${all[0].bytes} bytes`)
    assert.equal(await page.locator('tr[data-indicator]').count(), INDICATORS)
    assert.ok(middle('rows') < 1000, `${name}: the first rows come at once`)
    const boxes = await page.locator('[data-field]').count()
    if (boxes === 0) continue
    await page.locator('[data-field]').first().click()
    const key = await page.evaluate(async () => {
      const began = performance.now()
      for (let step = 0; step < 50; step += 1) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }))
      return (performance.now() - began) / 50
    })
    console.log(`${name}: ${key.toFixed(1)} ms a key from cell to cell, ${boxes} cells`)
    assert.ok(key < 50, `${name}: keys are not waited for`)
    await shot(page, `large-${name}`)
  }
})
