import type { AttemptRecords } from './record-store.ts'
import type { Span, StatementReader } from './statement-reader.ts'
import type { StatementLine } from './statement.ts'

/** Attempts that are fetched at once, and that are shown at most. */
const PAGE = 1_000
const MOST_SHOWN = 100_000

/** The attempts that a line of a statement rests on; of a long one, the first. */
export async function attemptsOfLine(
  reader: Pick<StatementReader, 'attemptsOf'>,
  { follow }: StatementLine,
  of: Span & { readonly longContext: Parameters<StatementReader['attemptsOf']>[0]['longContext'] },
): Promise<readonly AttemptRecords[]> {
  const attempts: AttemptRecords[] = []
  let after: string | null = null
  do {
    const { fromMs, toMs, longContext } = of
    const page = await reader.attemptsOf({ fromMs, toMs, longContext, key: follow, after, limit: PAGE })
    attempts.push(...page)
    after = page.length < PAGE ? null : (page.at(-1)?.opened.attempt ?? null)
  } while (after !== null && attempts.length < MOST_SHOWN)
  return attempts
}
