/** The nearest of the candidates, when it is near enough to be a slip of the finger; null otherwise. */
export function suggest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > MAX_WORD_LENGTH) return null
  const wanted = word.toLowerCase()
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue
    const distance = damerauLevenshtein(wanted, candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** No name in a workload file is longer; keeps the cost of a suggestion small, whatever the file holds. */
const MAX_WORD_LENGTH = 100

/** Edits between two words, a swap of neighbouring letters counting as one (optimal string alignment). */
export function damerauLevenshtein(a: string, b: string): number {
  let twoBack: number[] = []
  let oneBack = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const substitution = a[row - 1] === b[column - 1] ? 0 : 1
      let least = Math.min(
        (oneBack[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (oneBack[column - 1] ?? 0) + substitution,
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) least = Math.min(least, (twoBack[column - 2] ?? 0) + 1)
      current.push(least)
    }
    twoBack = oneBack
    oneBack = current
  }
  return oneBack[b.length] ?? 0
}
