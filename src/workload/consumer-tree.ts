/** Paths above `path` that are declared, the nearest first. */
export function ancestorsOf(path: string, declared: Readonly<Record<string, unknown>>): readonly string[] {
  const found: string[] = []
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const above = path.slice(0, end)
    if (Object.hasOwn(declared, above)) found.push(above)
  }
  return found
}
