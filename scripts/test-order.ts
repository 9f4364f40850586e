/**
 * In which order all tests are run: first what takes longest, so that no processor waits for the last file, and then those
 * that start programs, which wait much, beside those that do not. `node --test` would take them by name, with all browsers at
 * the same time.
 */

/** From 20 seconds on a machine with two processors, the longest first, and what opens a browser apart from each other. */
export const LONGEST: readonly string[] = [
  'src/landing-zone/build.property.test.ts',
  'test/console/exchanges-and-chargeback.test.ts',
  'test/journeys/outage.test.ts',
  'test/journeys/shared-ledger.test.ts',
  'test/journeys/crash.test.ts',
  'test/console/run-pages.test.ts',
  'test/journeys/workers-killed.test.ts',
  'src/landing-zone/printers/read-back.test.ts',
  'test/journeys/exchange-detail.test.ts',
  'test/console/shell.test.ts',
  'test/journeys/traces.test.ts',
  'test/journeys/records.test.ts',
  'test/journeys/workers-changes.test.ts',
  'test/console/simulator-and-playground.test.ts',
  'test/journeys/quickstart.test.ts',
  'test/journeys/replicas.test.ts',
  'test/console/run-journeys.test.ts',
  'test/journeys/container.test.ts',
  'bench/month/month.test.ts',
  'test/console/design-pages.test.ts',
]

/** Every file once: the longest, and the rest of both kinds side by side until both end. */
export function inOrder(files: readonly string[]): readonly string[] {
  const first = LONGEST.filter((file) => files.includes(file))
  const rest = files.filter((file) => !LONGEST.includes(file)).toSorted()
  const startPrograms = rest.filter((file) => file.startsWith('test/'))
  const others = rest.filter((file) => !file.startsWith('test/'))
  const place = (of: readonly string[]) => of.map((file, index) => ({ file, at: (index + 1) / of.length }))
  const mixed = [...place(startPrograms), ...place(others)].toSorted((a, b) => a.at - b.at)
  return [...first, ...mixed.map(({ file }) => file)]
}
