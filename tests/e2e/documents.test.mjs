// A report from the file to the figure: dropped on the page, refused when it is hostile, checked with each finding at its
// place, a misread cell corrected, a goal taken as a figure that names where it came from, another as a target.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { accessible, calm, openBrowser, paper, shot, sitDown } from './support/browser.mjs'
import { signIn, start } from './support/product.mjs'

const REPORT = `<!doctype html><html><head><meta charset="utf-8"><title>2026年度目标完成情况自查</title></head><body>
<h1>2026年度目标完成情况自查</h1>
<p>发布日期：2027-01-08</p>
<p>一、总体情况</p>
<p>2026年，全区引进到位资金50.8亿元，比上年的46.2亿元增长14.2%；新引进项目64个，其中工业项目38个、服务业项目26个，工业项目占新引进项目的59.4%。</p>
<table>
<tr><th>序号</th><th>目标名称</th><th>考核指标</th><th>年度完成情况</th><th>完成率</th></tr>
<tr><td>1</td><td>招商引资</td><td>引进到位资金80亿元。</td><td>2026年1-12月，引进到位资金50.8亿元。</td><td>635%</td></tr>
<tr><td>2</td><td>技术改造</td><td>完成技改投资40亿元。</td><td>2026年1-12月，完成技改投资44亿元。</td><td>11O%</td></tr>
<tr><td rowspan="2">3</td><td rowspan="2">企业服务</td><td>走访企业300家以上。</td><td>走访企业342家。</td><td>114%</td></tr>
<tr><td>培训人数1500人次。</td><td>培训人数1640人次。</td><td>109.3%</td></tr>
</table></body></html>`

let browser, product, clerk, officer, folder, address
before(async () => {
  browser = await openBrowser()
  product = await start('demo')
  clerk = await sitDown(browser)
  officer = await sitDown(browser)
  folder = product.folder
  writeFileSync(join(folder, '自查报告.html'), REPORT)
  writeFileSync(join(folder, '实体.html'), '<!DOCTYPE l [<!ENTITY a "ha">]><html><body><p>&a;</p></body></html>')
  writeFileSync(join(folder, '大文件.txt'), '1'.repeat(21 << 20))
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

const account = role => product.accounts.find(found => found.role.includes(role))
const seen = async (page, name, options) => {
  await shot(page, name, options)
  await accessible(page)
  await calm(page)
}

test('an empty list says what comes here and who puts it there', async () => {
  await signIn(clerk, product, account('填报').name, account('填报').password)
  await clerk.click('nav.menu a:has-text("文档核验")')
  await seen(clerk, 'documents-empty')
  assert.match(await clerk.locator('main').textContent(), /还没有核验过文档/)
  await clerk.click('a.button.primary')
  await seen(clerk, 'documents-new')
})

test('hostile and oversized files are refused beside the field, with the limit', async () => {
  await clerk.setInputFiles('#file', join(folder, '大文件.txt'))
  await clerk.click('main button.primary')
  assert.match(await clerk.locator('.upload-progress').textContent(), /文件有 21 MB，超过 20 MB 的上限/)
  await clerk.setInputFiles('#file', join(folder, '实体.html'))
  await clerk.click('main button.primary')
  await clerk.locator('.errors').waitFor()
  assert.match(await clerk.locator('.errors').textContent(), /读不了 实体.html：文件自行定义了 XML 实体/)
  await seen(clerk, 'documents-refused')
})

test('a file dropped on the page is sent with progress and shown with its findings', async () => {
  const drop = await clerk.evaluateHandle(text => {
    const data = new DataTransfer()
    data.items.add(new File([text], '自查报告.html', { type: 'text/html' }))
    return data
  }, REPORT)
  await clerk.dispatchEvent('.drop', 'drop', { dataTransfer: drop })
  assert.equal(await clerk.evaluate(() => document.querySelector('#file').files[0].name), '自查报告.html')
  await clerk.click('main button.primary')
  await clerk.waitForURL(/\/documents\/\d+$/)
  address = new URL(clerk.url()).pathname
  await clerk.locator('.verify .doc').waitFor()
  await seen(clerk, 'documents-show')
})

test('a finding leads to its place and the counts filter', async () => {
  await clerk.click('.counts a:has-text("不符")')
  await clerk.waitForURL(/verdict=disagrees/)
  await seen(clerk, 'documents-disagrees')
  assert.match(await clerk.locator('.findings').textContent(), /635%/)
  const first = clerk.locator('.findings h3 a').first()
  const target = await first.getAttribute('href')
  await first.focus()
  await clerk.keyboard.press('Enter')
  const visible = await clerk.locator(target).evaluate(mark => {
    const { top, bottom } = mark.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })
  assert.ok(visible, `${target} is in sight`)
})

test('a misread cell is corrected, kept with its reader, and the findings follow', async () => {
  await clerk.goto(`${product.address}${address}?correct=1`)
  await seen(clerk, 'documents-correcting')
  await clerk.locator('td:has-text("11O%") a.fix').click()
  await clerk.locator('#words').fill('110%')
  await seen(clerk, 'documents-correction')
  await clerk.click('main button.primary')
  await clerk.waitForURL(/said=corrected/)
  await seen(clerk, 'documents-corrected', { full: true })
  const text = await clerk.locator('main').textContent()
  assert.match(text, /更正记录/)
  assert.match(text, /11O%/)
})

test('an answer becomes a figure after a look, and its history names the document', async () => {
  await clerk.click('a.button:has-text("采用目标或数据")')
  await clerk.selectOption('select[name=period]', '2026-12')
  await clerk.waitForURL(/period=2026-12/)
  await clerk.locator('tr:has-text("技改投资40亿元") input[type=checkbox]').check()
  await seen(clerk, 'documents-accept')
  await clerk.click('button:has-text("预览")')
  await clerk.locator('button:has-text("确认采用")').waitFor()
  await seen(clerk, 'documents-accept-check')
  assert.match(await clerk.locator('main table').textContent(), /技改投资[\s\S]*44\.00/)
  await clerk.click('button:has-text("确认采用")')
  await clerk.waitForURL(/said=accepted/)
  const row = clerk.locator('tr:has-text("技改投资数据")')
  assert.match(await row.textContent(), /44亿元/)
  await row.locator('a').first().click()
  assert.equal(await clerk.locator('#place').textContent(), '44亿元')
  await seen(clerk, 'documents-place')
  const history = await clerk.evaluate(async () => {
    const indicators = await (await fetch('/api/v1/indicators')).json()
    const one = indicators.find(indicator => indicator.name === '技改投资')
    const units = await (await fetch('/api/v1/units')).json()
    return (await fetch(`/api/v1/figures/${units[0].id}/${one.id}/2026-12/history`)).json()
  })
  assert.match(history[0].source, new RegExp(`^document:${address.split('/').pop()}\\.1:`))
})

test('the office takes a goal as a target', async () => {
  await signIn(officer, product, account('考核员').name, account('考核员').password)
  await officer.goto(`${product.address}${address}/accept`)
  await officer.locator('tr:has-text("80亿元") input[type=checkbox]').check()
  await seen(officer, 'documents-targets')
  await officer.click('button:has-text("预览")')
  await officer.locator('button:has-text("确认采用")').waitFor()
  await seen(officer, 'documents-targets-check')
  await officer.click('button:has-text("确认采用")')
  await officer.waitForURL(/said=accepted/)
  assert.match(await officer.locator('main').textContent(), /到位资金目标/)
})

test('the document prints with its findings', async () => {
  await officer.goto(`${product.address}${address}`)
  await paper(officer, 'documents')
  await officer.goto(`${product.address}/documents`)
  await seen(officer, 'documents-list')
})
