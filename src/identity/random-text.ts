import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Letters and digits that nobody can guess. Bytes that would favour the first of the alphabet are thrown away. */
export function randomText(characters: number): string {
  const fair = 256 - (256 % ALPHABET.length)
  let text = ''
  while (text.length < characters) {
    for (const byte of randomBytes(characters)) {
      if (byte < fair && text.length < characters) text += ALPHABET.charAt(byte % ALPHABET.length)
    }
  }
  return text
}
