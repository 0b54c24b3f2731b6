// A temporary PostgreSQL from Debian's binaries; root drops to the user postgres, as the server refuses root.
import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BASE = '/usr/lib/postgresql'

function binaries() {
  const versions = existsSync(BASE) ? readdirSync(BASE).map(Number).sort((a, b) => b - a) : []
  if (versions.length === 0) throw new Error('no PostgreSQL found: install Debian’s package postgresql')
  return join(BASE, String(versions[0]), 'bin')
}

const freePort = () => new Promise(resolve => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  })
})

export async function startPostgres() {
  const bin = binaries()
  const folder = mkdtempSync(join(tmpdir(), 'kaocheng-pg-'))
  const root = process.getuid() === 0
  if (root) {
    const id = kind => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }))
    chownSync(folder, id('-u'), id('-g'))
  }
  const run = (program, args) => {
    const line = [join(bin, program), ...args]
    const whole = root ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', ...line] : line
    execFileSync(whole[0], whole.slice(1), { stdio: 'ignore', cwd: folder })
  }
  const data = join(folder, 'data')
  const port = await freePort()
  run('initdb', ['-D', data, '-U', 'app', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'])
  run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`, 'start'])
  return {
    url: `postgres://app@127.0.0.1:${port}/postgres`,
    stop: async () => {
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
