/** Billionths as a decimal with all nine digits: a statement adds up to the last of them. */
export function exactMoney(nano: bigint): string {
  const sign = nano < 0n ? '-' : ''
  const digits = String(nano < 0n ? -nano : nano).padStart(10, '0')
  return `${sign}${digits.slice(0, -9)}.${digits.slice(-9)}`
}

/** For people: two digits after the point, and six below one. */
export function shownMoney(nano: bigint, currency: string): string {
  const value = Number(nano) / 1e9
  const digits = value !== 0 && Math.abs(value) < 1 ? 6 : 2
  const amount = value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return currency === 'USD' ? `$${amount}` : `${currency} ${amount}`
}
