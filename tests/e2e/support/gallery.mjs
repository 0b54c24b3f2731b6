// Serves the pages that the tests of crates/web rendered with samples (target/e2e/pages/*.html) to a browser page,
// under the same policy as the product, without a server.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { OUT } from './browser.mjs'

const dist = fileURLToPath(new URL('../../../assets/dist/', import.meta.url))
const folder = `${OUT}pages/`
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'"

export const samples = existsSync(folder) ? readdirSync(folder).filter(n => n.endsWith('.html')).map(n => n.slice(0, -5)).sort() : []

/** The file as it was last built: the sample may have been rendered before that. */
function built(file) {
  const manifest = JSON.parse(readFileSync(`${dist}manifest.json`, 'utf8'))
  return manifest[file.replace(/-[A-Z0-9]+\./, '.')]
}

/** Answers http://pages.test/<name> with the rendered sample. */
export async function serveSamples(page) {
  await page.route('http://pages.test/**', route => {
    const path = new URL(route.request().url()).pathname
    if (path.startsWith('/assets/')) return route.fulfill({ path: dist + built(path.slice('/assets/'.length)) })
    const file = `${folder}${path.slice(1)}.html`
    if (!existsSync(file)) return route.fulfill({ status: 404, body: '' })
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body: readFileSync(file, 'utf8'), headers: { 'content-security-policy': POLICY } })
  })
}
