// One browser for a story: Debian's Chromium, the screen the offices have, and no way out of this machine.
import { chromium } from 'playwright-core'
import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import assert from 'node:assert/strict'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** Where photographs and downloads are left. */
export const OUT = fileURLToPath(new URL('../../../target/e2e/', import.meta.url))

// Shared memory is scarce in containers: the browser then fails to photograph, or stands still.
const FLAGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export async function openBrowser() {
  mkdirSync(OUT, { recursive: true })
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
  return browser
}

/** A fresh person at a 1366×768 screen; complaints of the page (errors, refused by the policy) are collected. */
export async function sitDown(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true, ...options })
  // Generous: a slow machine must not fail a story that a person would have got through.
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  page.complaints = []
  page.on('pageerror', error => page.complaints.push(String(error)))
  page.on('console', message => {
    // A 4xx answer to a page we ask for on purpose is logged by the browser as an error of loading.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) page.complaints.push(message.text())
  })
  return page
}

/** How often the browser is asked for a photograph: on a busy machine it may answer that it cannot take one just then. */
const ATTEMPTS = 4

/** Photograph of what is on the screen, or of the whole page. */
export async function shot(page, name, { full = false } = {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      await page.screenshot({ path: `${OUT}${name}.png`, fullPage: full, animations: 'disabled' })
      return
    } catch (error) {
      if (attempt === ATTEMPTS || !/captureScreenshot/.test(error.message)) throw error
      await page.waitForTimeout(attempt * 500)
    }
  }
}

/** The page as it is printed on A4: a PDF, and its pages as pictures where pdftoppm is installed. */
export async function paper(page, name) {
  const pdf = `${OUT}${name}.pdf`
  await page.pdf({ path: pdf, format: 'A4', preferCSSPageSize: true, printBackground: false })
  try {
    await run('pdftoppm', ['-r', '80', '-png', pdf, `${OUT}${name}-paper`])
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    console.log('pdftoppm is not installed: the PDF stays without pictures')
  }
  return pdf
}

/** No finding of axe that is serious or critical. */
export async function accessible(page) {
  await page.evaluate(require('node:fs').readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'))
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  const serious = result.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
  const said = serious.map(v => `${v.id}: ${v.help}\n${v.nodes.slice(0, 5).map(n => `    ${n.html.slice(0, 160)}\n      ${n.failureSummary.replaceAll('\n', ' ')}`).join('\n')}`)
  assert.equal(serious.length, 0, `serious findings of accessibility on ${page.url()}:\n${said.join('\n')}`)
}

/** Nothing wider than the screen, and nothing the page complained of. */
export async function calm(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok(over <= 0, `the page ${page.url()} is ${over} px wider than the screen`)
  assert.deepEqual(page.complaints, [], `complaints of the page ${page.url()}`)
}
