// What an administrator's device does: six digits of half a minute (RFC 6238).
import { createHmac } from 'node:crypto'

export function device(secret, at = Date.now()) {
  const bits = [...secret.replaceAll(' ', '')].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const whole = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff
  return String(whole % 1_000_000).padStart(6, '0')
}
