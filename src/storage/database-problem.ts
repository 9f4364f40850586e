import { DatabaseError } from 'pg'

/** A Postgres that cannot be used now: what is wrong with it, in words for an operator. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway'
}

/** Classes of SQLSTATE (PostgreSQL documentation, "PostgreSQL Error Codes"): nothing is wrong with what was asked. */
const AWAY_CLASSES = new Set(['08', '53', '57', '58'])
const SIGN_IN_CLASS = '28'
const NO_DATABASE = '3D000'
const NO_RIGHT = '42501'
const CANCELLED = '57014'

/**
 * Errors of the connection, of the server's state and of its rights become a `DatabaseAway`; others stay as they are.
 * Only what the server itself said has an SQLSTATE: the code of a broken socket can look like one (`EPIPE`).
 */
export function databaseProblem(error: unknown, where: string): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseAway) return error
  const say = (problem: string) => new DatabaseAway(`the database ${where} ${problem}`, { cause: error })
  if (!(error instanceof DatabaseError)) return say(`cannot be reached: ${reasonOf(error)}`)
  const code = error.code ?? ''
  if (code.startsWith(SIGN_IN_CLASS)) return say(`lets this user not in: ${error.message}`)
  if (code === NO_DATABASE) return say(`is not there: ${error.message}`)
  if (code === NO_RIGHT) return say(`does not allow it: ${error.message}; the user needs to own its tables`)
  if (code === CANCELLED) return say(`took too long: ${error.message}`)
  return AWAY_CLASSES.has(code.slice(0, 2)) ? say(`takes nothing now: ${error.message}`) : error
}

/** A refusal by all addresses of a name is an error of several, without a message of its own. */
function reasonOf(error: Error): string {
  if (error.message !== '') return error.message
  return 'code' in error ? String(error.code) : error.name
}
