/**
 * Words for answers: the same seed and prompt give the same words. One word is one token here, so that what a stream
 * has sent so far can be counted exactly.
 */
const OPENING = 'This answer is simulated.'

const SENTENCES = [
  'Every request carries a name, so that its cost can be charged to whoever made it.',
  'A limit that is told in advance is kinder than a bill that comes as a surprise.',
  'When one region fails, another takes over without losing a message.',
  'What a service promises should be tested by breaking it.',
  'Small steps are easy to undo, and therefore quick to take.',
  'Data should stay where its owners agreed that it may be.',
  'A cache that nobody shares by mistake is worth more than a fast one.',
  'Logs are written for the reader who comes at night and in a hurry.',
  'The cheapest token is the one that was never sent.',
  'A queue without an end is a failure that waits.',
  'Two accounts that share one quota are no spare for each other.',
  'Good defaults keep doors closed until someone opens them on purpose.',
]

/** FNV-1a over UTF-16 units, 32 bits. */
export function hashText(text: string, seed: number = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** `count` pieces that join to sentences: all but the first begin with their blank. */
export function wordPieces(seed: number, count: number): string[] {
  const pieces: string[] = []
  let state = seed >>> 0 || 1
  let sentence = OPENING_WORDS
  for (let at = 0; pieces.length < count; at++) {
    if (at === sentence.length) {
      // xorshift32
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      sentence = SENTENCE_WORDS[(state >>> 0) % SENTENCE_WORDS.length] as readonly string[]
      at = 0
    }
    pieces.push(pieces.length === 0 ? (sentence[at] as string).slice(1) : (sentence[at] as string))
  }
  return pieces
}

const OPENING_WORDS = wordsOf(OPENING)
const SENTENCE_WORDS = SENTENCES.map(wordsOf)

function wordsOf(sentence: string): readonly string[] {
  return sentence.split(' ').map((word) => ` ${word}`)
}

/** Text that was not made of words, cut as a tokenizer might: four characters each. */
export function textPieces(text: string): string[] {
  const pieces: string[] = []
  const characters = Array.from(text)
  for (let i = 0; i < characters.length; i += 4) pieces.push(characters.slice(i, i + 4).join(''))
  return pieces
}
