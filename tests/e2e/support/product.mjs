// The product as a person starts it: the built binary, a fresh folder, a free port.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from './postgres.mjs'

const BINARY = process.env.KAOCHENG_BIN ?? fileURLToPath(new URL('../../../target/debug/kaocheng', import.meta.url))
const START_MS = 60_000

/** Starts `kaocheng demo` or `kaocheng serve`; `said` is what it printed, `accounts` the sign-ins it named. `fill` puts
 * data in before, given the arguments that say where. */
export async function start(command, args = [], { fill } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kaocheng-e2e-'))
  const pg = process.env.KAOCHENG_E2E_PG ? await startPostgres() : null
  const where = pg ? ['--database', pg.url] : ['--data', join(folder, 'data')]
  fill?.(where)
  const child = spawn(BINARY, [command, ...where, '--port', '0', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const product = { said: '', accounts: [], address: '', folder }
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${command} did not start:\n${product.said}`)), START_MS)
    let errors = ''
    child.stdout.on('data', chunk => {
      product.said += chunk
      if (/Ctrl-C/.test(product.said)) { clearTimeout(timer); resolve() }
    })
    child.stderr.on('data', chunk => { errors += chunk })
    child.on('exit', code => { clearTimeout(timer); reject(new Error(`${command} ended with ${code}:\n${product.said}${errors}`)) })
  })
  product.address = /https?:\/\/[^\s，。]+/.exec(product.said)[0].replace(/\/$/, '')
  product.accounts = [...product.said.matchAll(/用户名[ :：]*(\S+)\s+(?:一次性)?密码[ :：]*(\S+)(.*)/g)].map(([, name, password, rest]) => ({ name, password, role: rest.trim() }))
  product.stop = async () => {
    child.removeAllListeners('exit')
    const ended = new Promise(resolve => child.on('exit', resolve))
    child.kill('SIGTERM')
    await ended
    await pg?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return product
}

/** Fills the sign-in page and waits for what follows. */
export async function signIn(page, product, name, password) {
  await page.goto(`${product.address}/sign-in`)
  await page.fill('[name=username]', name)
  await page.fill('[name=password]', password)
  await Promise.all([page.waitForLoadState('load'), page.click('main button')])
}
