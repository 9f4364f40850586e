/** A baseline is the JSON report of an earlier review: failures that stand in it are known. Null where it is none. */
export function baselineOf(text: string): ReadonlySet<string> | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  const findings: unknown = (parsed as { findings?: unknown } | null)?.findings
  if (!Array.isArray(findings)) return null
  const prints = new Set<string>()
  for (const finding of findings as readonly unknown[]) {
    const { verdict, fingerprint } = (finding ?? {}) as { verdict?: unknown; fingerprint?: unknown }
    if (typeof fingerprint !== 'string') return null
    if (verdict === 'fail') prints.add(fingerprint)
  }
  return prints
}
