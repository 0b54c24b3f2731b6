// Bundles src/ into dist/ under names that carry their content's hash, and writes dist/manifest.json
// ({"app.js": "app-1A2B3C4D.js", …}), from which crates/web takes the addresses.
import { build } from 'esbuild'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, extname } from 'node:path'

const dist = 'dist'
const entries = readdirSync('src')
  .filter(name => /^[a-z]+\.entry\.(ts|css)$/.test(name))
  .map(name => ({ in: `src/${name}`, out: name.split('.')[0] }))

rmSync(dist, { recursive: true, force: true })
const result = await build({
  entryPoints: entries,
  outdir: dist,
  entryNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  format: 'iife',
  // The oldest engine still met in 360 and 奇安信 browsers of offices.
  target: ['chrome86'],
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
})

const manifest = {}
for (const [file, info] of Object.entries(result.metafile.outputs)) {
  if (!info.entryPoint) continue
  const name = basename(info.entryPoint).replace(/\.entry\.(ts|css)$/, extname(file))
  manifest[name] = basename(file)
  console.log(`${name}\t${info.bytes} bytes`)
}
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(`${dist}/manifest.json`, JSON.stringify(sorted, null, 2) + '\n')
