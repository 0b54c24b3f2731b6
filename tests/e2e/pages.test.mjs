// Every page template with its sample, as the browser shows it: within the screen, readable, no complaint.
import { test, after, before } from 'node:test'
import { accessible, calm, openBrowser, paper, shot, sitDown } from './support/browser.mjs'
import { samples, serveSamples } from './support/gallery.mjs'

const skip = samples.length === 0 && 'cargo test -p web renders the samples first'
let browser, page
before(async () => {
  browser = await openBrowser()
  page = await sitDown(browser)
  await serveSamples(page)
})
after(() => browser.close())

for (const name of samples) {
  test(`sample ${name}`, async () => {
    await page.goto(`http://pages.test/${name}`)
    await shot(page, `sample-${name}`)
    await accessible(page)
    await calm(page)
  })
}

test('the parts page answers to its keys and prints', { skip }, async () => {
  await page.goto('http://pages.test/components')
  await shot(page, 'sample-components-full', { full: true })
  await page.keyboard.press('?')
  await page.locator('dialog#keys').waitFor({ state: 'visible' })
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.locator('[data-search]:focus').waitFor()
  await paper(page, 'sample-components')
})
