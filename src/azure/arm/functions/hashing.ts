import { createHash } from 'node:crypto'

/**
 * `guid()` is a UUID version 5 in Azure's namespace over the arguments joined by hyphens, as its page says:
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-string#guid, read 2026-11-21.
 */
const GUID_NAMESPACE = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex')

export function armGuid(parts: readonly string[]): string {
  const hash = createHash('sha1').update(GUID_NAMESPACE).update(parts.join('-'), 'utf8').digest()
  const bytes = hash.subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const UNIQUE_STRING_LENGTH = 13

/**
 * `uniqueString()`: 64 bits of a hash, as 13 characters. Microsoft documents that it is a 64-bit hash and not which.
 * The hash is the one of Kudu's `HashHelper.MurmurHash64` (github.com/projectkudu/kudu, Apache-2.0); that it is the
 * same is seen from the names that Bicep's own tests of snapshots expect, which the test of this file repeats.
 */
export function armUniqueString(parts: readonly string[]): string {
  let bits = murmur64(Buffer.from(parts.join('-'), 'utf8'))
  let text = ''
  for (let at = 0; at < UNIQUE_STRING_LENGTH; at++) {
    text += BASE32[Number(bits >> 59n)] ?? ''
    bits = BigInt.asUintN(64, bits << 5n)
  }
  return text
}

const C1 = 0x239b961b
const C2 = 0xab0e9789
const C3 = 0x561ccd1b
const C4 = 0x0bcaa747
const C5 = 0x85ebca6b
const C6 = 0xc2b2ae35

function murmur64(data: Buffer): bigint {
  const length = data.length
  let h1 = 0
  let h2 = 0
  let at = 0
  for (; at + 7 < length; at += 8) {
    h1 ^= scramble(data.readUInt32LE(at), C1, 15, C2)
    h1 = (Math.imul((rotate(h1, 19) + h2) | 0, 5) + C3) | 0
    h2 ^= scramble(data.readUInt32LE(at + 4), C2, 17, C1)
    h2 = (Math.imul((rotate(h2, 13) + h1) | 0, 5) + C4) | 0
  }
  const left = length - at
  if (left > 0) h1 ^= scramble(data.readUIntLE(at, Math.min(left, 4)), C1, 15, C2)
  if (left > 4) h2 ^= scramble(data.readUIntLE(at + 4, left - 4), C2, 17, C1)
  h1 ^= length
  h2 ^= length
  h1 = (h1 + h2) | 0
  h2 = (h2 + h1) | 0
  h1 = finish(h1)
  h2 = finish(h2)
  h1 = (h1 + h2) | 0
  h2 = (h2 + h1) | 0
  return (BigInt(h2 >>> 0) << 32n) | BigInt(h1 >>> 0)
}

function scramble(block: number, first: number, turn: number, second: number): number {
  return Math.imul(rotate(Math.imul(block, first), turn), second)
}

function rotate(value: number, turn: number): number {
  return (value << turn) | (value >>> (32 - turn))
}

function finish(value: number): number {
  let mixed = value
  mixed ^= mixed >>> 16
  mixed = Math.imul(mixed, C5)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, C6)
  return mixed ^ (mixed >>> 16)
}
