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
