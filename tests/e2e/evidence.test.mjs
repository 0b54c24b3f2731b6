// What has to be proved: a milestone that is reached asks for its proof in its row and before submitting; the file is put
// beside it and the question is gone. The office says for the cycle which other figures need proof.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { OUT, accessible, calm, openBrowser, shot, sitDown } from './support/browser.mjs'
import { signIn, start } from './support/product.mjs'

let browser, product, clerk, officer, entry
const account = role => product.accounts.find(found => found.role.includes(role))
before(async () => {
  browser = await openBrowser()
  product = await start('demo', ['--open'])
  clerk = await sitDown(browser)
  officer = await sitDown(browser)
  await signIn(clerk, product, account('填报员').name, account('填报员').password)
  await signIn(officer, product, account('考核员').name, account('考核员').password)
  await clerk.goto(`${product.address}/workbench`)
  const unit = new URL(await clerk.locator('a[href^="/entry/"]').first().evaluate(link => link.href)).pathname.split('/')[2]
  entry = `${product.address}/entry/${unit}/2026-12`
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

const row = name => clerk.locator('tr[data-indicator]', { has: clerk.locator(`th.name:has-text("${name}")`) })

test('a milestone that is reached asks for its proof until a file stands beside it', async () => {
  await clerk.goto(entry)
  await row('节能措施').locator('.finding', { hasText: '还没有佐证' }).waitFor()
  await row('节能措施').scrollIntoViewIfNeeded()
  await shot(clerk, 'evidence-asked')
  await accessible(clerk)
  await clerk.goto(`${entry}/check`)
  assert.match(await clerk.locator('.errors').textContent(), /节能措施：请说明，还没有佐证/)
  await shot(clerk, 'evidence-check')
  const file = `${OUT}批复.txt`
  writeFileSync(file, '节能措施分解落实情况的批复')
  await clerk.goto(entry)
  await row('节能措施').locator('a:has-text("添加")').click()
  await clerk.setInputFiles('input[type=file]', file)
  await Promise.all([clerk.waitForResponse(answer => answer.request().method() === 'POST' && answer.url().includes('/evidence')), clerk.locator('main button.primary').first().click()])
  await clerk.locator('main', { hasText: '批复' }).waitFor()
  await clerk.goto(entry)
  await row('节能措施').locator('a:has-text("1 份")').waitFor()
  assert.equal(await row('节能措施').locator('.finding', { hasText: '还没有佐证' }).count(), 0)
  await calm(clerk)
})

test('the office asks for the proof of a figure, and the row says so', async () => {
  await officer.goto(`${product.address}/cycles`)
  await officer.locator('main tbody th a').first().click()
  await officer.locator('main dl.facts a:has-text("佐证要求")').click()
  await shot(officer, 'evidence-rules')
  await accessible(officer)
  await calm(officer)
  await officer.locator('label.choice:has-text("到位资金") input').check()
  await officer.locator('main button.primary').click()
  await officer.locator('ol.steps').waitFor()
  await clerk.goto(entry)
  await row('到位资金').locator('.finding', { hasText: '本项须附证明材料' }).waitFor()
})

test('a figure that a monthly report states is taken into its row with one press', async () => {
  const file = `${OUT}运行情况.txt`
  writeFileSync(file, '2026年1—12月经济运行情况\n\n2026年1—12月，全区累计完成技改投资44.25亿元，同比增长4.2%。\n')
  await clerk.goto(`${product.address}/documents/new`)
  await clerk.setInputFiles('input[type=file]', file)
  await clerk.locator('main button.primary').click()
  await clerk.waitForURL(/\/documents\/\d+/)
  await clerk.goto(entry)
  const offer = row('技改投资').locator('.finding.offer')
  assert.match(await offer.textContent(), /累计 44\.25.*技改投资44\.25亿元/)
  await offer.scrollIntoViewIfNeeded()
  await shot(clerk, 'offer')
  await accessible(clerk)
  await calm(clerk)
  await offer.locator('button').click()
  await clerk.waitForURL(/#row-/)
  await clerk.locator('form.entry').waitFor()
  assert.equal(await row('技改投资').locator('[data-field="cumulative"]').inputValue(), '44.25')
  assert.equal(await row('技改投资').locator('.finding.offer').count(), 0)
})
