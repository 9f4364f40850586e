/** Quantities as people write them in the workload file, and as they read them in reports. */

const COUNT = /^(\d+(?:\.\d+)?)\s*([kKmM]?)$/
const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/
const BYTES = /^(\d+(?:\.\d+)?)\s*(B|KB|MB|GB|KiB|MiB|GiB)$/i

/** `120k` is 120 000 and `2M` is 2 000 000; null when the text is no whole count. */
export function parseCount(text: string): number | null {
  const match = COUNT.exec(text.trim())
  if (match === null) return null
  const factor = { '': 1, k: 1e3, m: 1e6 }[(match[2] ?? '').toLowerCase()] ?? Number.NaN
  const value = Number(match[1]) * factor
  return Number.isSafeInteger(value) ? value : null
}

/** `250ms`, `30s`, `5m`, `2h` or `1d` in milliseconds; null when the text is no whole duration. */
export function parseDurationMs(text: string): number | null {
  const match = DURATION.exec(text.trim())
  if (match === null) return null
  const factor = { ms: 1, s: 1e3, m: 60e3, h: 3600e3, d: 86400e3 }[match[2] ?? ''] ?? Number.NaN
  const value = Number(match[1]) * factor
  return Number.isSafeInteger(value) ? value : null
}

/** `20MB` (decimal) or `20MiB` (binary) in bytes; null when the text is no whole size. */
export function parseBytes(text: string): number | null {
  const match = BYTES.exec(text.trim())
  if (match === null) return null
  const unit = (match[2] ?? '').toLowerCase()
  const factor =
    { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: 1048576, gib: 1073741824 }[unit] ?? Number.NaN
  const value = Number(match[1]) * factor
  return Number.isSafeInteger(value) ? value : null
}

export const NANO_USD_PER_USD = 1_000_000_000

/** Whole cents from one dollar up, six digits below, so that a small call does not read as free. */
export function formatUsd(nanoUsd: number): string {
  const usd = nanoUsd / NANO_USD_PER_USD
  return `$${Math.abs(usd) >= 1 ? usd.toFixed(2) : usd.toFixed(6)}`
}

export function formatCount(value: number): string {
  return value.toLocaleString('en-US')
}

export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} m ${Math.round((ms % 60_000) / 1000)} s`
}
