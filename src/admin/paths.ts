/** Whether a consumer's path is this one, or below it. */
export function isAtOrBelow(path: string, above: string): boolean {
  const bare = above.replace(/\/+$/, '')
  return path === bare || path.startsWith(`${bare}/`)
}

/** Whether limits of one of these paths bind, or are bound by, the other. */
export function isRelated(path: string, other: string): boolean {
  return isAtOrBelow(path, other) || isAtOrBelow(other, path)
}
