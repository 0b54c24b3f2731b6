// Three administrators kept apart: one invites, one grants, one reads. Second factor, recovery codes, sessions, and a
// session that ends while somebody types.
import { test, after, before } from 'node:test'
import assert from 'node:assert/strict'
import { accessible, calm, openBrowser, shot, sitDown } from './support/browser.mjs'
import { device } from './support/device.mjs'
import { signIn, start } from './support/product.mjs'

const OWN = 'Jiangzhou#2026-own'
let browser, product, admin
before(async () => {
  browser = await openBrowser()
  product = await start('serve')
  admin = await sitDown(browser)
})
after(async () => {
  await browser?.close()
  await product?.stop()
})

const send = (page, button = 'main .button.primary') => Promise.all([page.waitForLoadState('load'), page.locator(button).first().click()])
async function look(page, name, options) {
  await shot(page, name, options)
  await accessible(page)
  await calm(page)
}

async function enrol(page, name) {
  assert.equal(new URL(page.url()).pathname, '/second-factor/new', 'nothing else can be done before')
  await look(page, `${name}-enrol`, { full: true })
  const secret = await page.locator('#secret').textContent()
  await page.fill('#code', '000000')
  await send(page)
  assert.match(await page.locator('.errors').textContent(), /动态口令不对/)
  const code = device(secret)
  await page.fill('#code', code)
  await send(page)
  const codes = await page.locator('.codes code').allTextContents()
  assert.equal(codes.length, 10)
  await look(page, `${name}-recovery`)
  await send(page)
  return { secret, code, codes }
}

async function invite(name, displayName, role) {
  await admin.goto(`${product.address}/accounts/new`)
  await admin.fill('#name', name)
  await admin.fill('#display_name', displayName)
  await admin.selectOption('#role', role)
  await send(admin)
  return /邀请码 (\S+?)，/.exec(await admin.locator('.said-line').textContent())[1]
}

async function accept(code) {
  const page = await sitDown(browser)
  await page.goto(`${product.address}/invited`)
  await page.fill('#code', code)
  await send(page)
  await page.fill('#new', OWN)
  await page.fill('#again', OWN)
  await send(page)
  return page
}

let factor, security
test('the first administrator sets a password and a second factor before anything else', async () => {
  const [{ name, password }] = product.accounts
  await signIn(admin, product, name, password)
  await admin.fill('#current', password)
  await admin.fill('#new', OWN)
  await admin.fill('#again', OWN)
  await send(admin)
  factor = await enrol(admin, 'people')
  await admin.goto(`${product.address}/accounts`)
  await look(admin, 'people-accounts')
})

test('a code is taken once; a recovery code stands in for the device, once', async () => {
  const page = await sitDown(browser)
  const [{ name }] = product.accounts
  await signIn(page, product, name, OWN)
  await look(page, 'people-second-factor')
  await page.fill('#code', factor.code)
  await send(page)
  assert.match(await page.locator('.errors').textContent(), /已用过|不对/, 'no replay')
  await page.fill('#code', factor.codes[0])
  await send(page)
  assert.notEqual(new URL(page.url()).pathname, '/second-factor')
  const again = await sitDown(browser)
  await signIn(again, product, name, OWN)
  await again.fill('#code', factor.codes[0])
  await send(again)
  assert.match(await again.locator('.errors').textContent(), /不对/)
  await again.context().close()
  await page.goto(`${product.address}/sessions`)
  await look(page, 'people-sessions')
  assert.match(await page.locator('main').textContent(), /还有9个恢复码/)
  await page.context().close()
})

test('an invitation is shown once, works once, and the role waits for the security administrator', async () => {
  const first = await invite('secadmin', '安全管理员', 'security_admin')
  await look(admin, 'people-invited')
  await admin.goto(`${product.address}/accounts`)
  assert.ok(!(await admin.content()).includes(first), 'shown once')
  const guest = await sitDown(browser)
  await guest.goto(`${product.address}/invited?code=${first}`)
  await look(guest, 'people-invitation')
  await guest.context().close()
  security = await accept(first)
  await enrol(security, 'security')
  const late = await sitDown(browser)
  await late.goto(`${product.address}/invited?code=${first}`)
  assert.match(await late.locator('.errors').textContent(), /已用过/)
  await late.context().close()
  const code = await invite('officer', '陈晓岚', 'officer')
  const officer = await accept(code)
  await officer.goto(`${product.address}/units`)
  assert.match(await officer.locator('main').textContent(), /无权办理/, 'nothing was granted yet')
  await security.goto(`${product.address}/accounts`)
  await security.locator('tr', { hasText: 'officer' }).locator('text=授予角色').click()
  await security.waitForURL(/grants/)
  assert.match(await security.locator('main').textContent(), /系统管理员建议：考核员/)
  await look(security, 'people-grants')
  await security.selectOption('#role-2', 'audit_admin')
  await send(security)
  assert.match(await security.locator('.errors').textContent(), /不能由同一人担任/)
  await security.selectOption('#role-2', '')
  await send(security)
  await officer.goto(`${product.address}/units`)
  assert.match(await officer.locator('h1').textContent(), /单位/)
  await officer.context().close()
})

test('a session that ends while somebody types loses nothing', async () => {
  const page = await sitDown(browser)
  await signIn(page, product, 'officer', OWN)
  await page.goto(`${product.address}/units/new`)
  await page.fill('#name', '城东区')
  await page.fill('#class', '区')
  const other = await sitDown(browser)
  await signIn(other, product, 'officer', OWN)
  await other.goto(`${product.address}/sessions`)
  await other.locator('button', { hasText: '终止' }).first().click()
  await other.waitForLoadState('load')
  await send(page)
  assert.match(await page.locator('.errors').textContent(), /登录已过期，刚才填写的内容没有提交/)
  await look(page, 'people-expired')
  await page.fill('[name=username]', 'officer')
  await page.fill('[name=password]', OWN)
  await page.click('main button')
  await page.waitForURL(/\/units\/new$/)
  await page.locator('.said-line').waitFor()
  assert.equal(await page.locator('#name').inputValue(), '城东区')
  assert.equal(await page.locator('#class').inputValue(), '区')
  await look(page, 'people-restored')
  await send(page)
  assert.match(new URL(page.url()).pathname, /^\/units\/\d+$/)
  await page.context().close()
  await other.context().close()
})

test('the same without script: what was typed is sent on from the page after the sign-in', async () => {
  const page = await sitDown(browser, { javaScriptEnabled: false })
  await signIn(page, product, 'officer', OWN)
  await page.goto(`${product.address}/units/new`)
  await page.fill('#name', '城西区')
  await page.fill('#class', '区')
  await page.context().clearCookies()
  await send(page)
  await page.fill('[name=username]', 'officer')
  await page.fill('[name=password]', OWN)
  await Promise.all([page.waitForLoadState('load'), page.click('main button')])
  await shot(page, 'people-held')
  await send(page)
  assert.match(new URL(page.url()).pathname, /^\/units\/\d+$/)
  await page.context().close()
})
