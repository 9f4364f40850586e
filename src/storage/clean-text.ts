/** Text of clients may hold what Postgres cannot: the character NUL, half of a surrogate pair. */
export function clean(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.toWellFormed().replaceAll('\0', '\uFFFD') : text
}
