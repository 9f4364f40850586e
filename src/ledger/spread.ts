/**
 * Divides a whole amount by weights, so that the parts are whole and their sum is the amount: each gets its share
 * rounded down, and the largest remainders one more (Hare-Niemeyer). Of equal remainders the earlier part goes first,
 * so the same input divides the same way always. Where no weight is above zero, nobody gets anything: the caller says
 * who carries it then.
 */
export function spread(amount: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((total, weight) => total + weight, 0n)
  if (sum <= 0n) return weights.map(() => 0n)
  if (amount === sum) return [...weights]
  const products = weights.map((weight) => amount * weight)
  const parts = products.map((product) => product / sum)
  let rest = amount - parts.reduce((total, part) => total + part, 0n)
  if (rest === 0n) return parts
  const remainders = products.map((product, index) => product - (parts[index] as bigint) * sum)
  const byRemainder = [...remainders.keys()].sort((a, b) => {
    const [left, right] = [remainders[a] as bigint, remainders[b] as bigint]
    return left === right ? a - b : left < right ? 1 : -1
  })
  for (const index of byRemainder) {
    if (rest === 0n) break
    parts[index] = (parts[index] as bigint) + 1n
    rest -= 1n
  }
  return parts
}

/** As `spread` of few weights, in numbers, which are several times as fast; null where these are not exact. */
export function spreadNumbers(amount: number, weights: readonly number[]): number[] | null {
  let sum = 0
  for (const weight of weights) sum += weight
  // No weight is above the sum, so no product below is above this one.
  if (amount < 0 || Math.max(sum, amount * sum) > Number.MAX_SAFE_INTEGER) return null
  if (sum <= 0) return weights.map(() => 0)
  const parts: number[] = []
  const remainders: number[] = []
  let rest = amount
  for (const weight of weights) {
    const product = amount * weight
    const remainder = product % sum
    const part = (product - remainder) / sum
    parts.push(part)
    remainders.push(remainder)
    rest -= part
  }
  for (; rest > 0; rest--) {
    let largest = 0
    for (let at = 1; at < remainders.length; at++)
      if ((remainders[at] as number) > (remainders[largest] as number)) largest = at
    parts[largest] = (parts[largest] as number) + 1
    remainders[largest] = -1
  }
  return parts
}
