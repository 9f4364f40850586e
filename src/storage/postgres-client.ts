import { once } from 'node:events'
import { readFileSync } from 'node:fs'

import { DatabaseError, Pool, type PoolClient, type PoolConfig } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

import type { PostgresAddress } from '../workload/index.ts'
import { databaseProblem } from './database-problem.ts'
import { shownAddress } from './record-database.ts'
import type { SqlClient, SqlSession } from './sql-client.ts'

export interface PostgresOptions {
  readonly address: PostgresAddress
  /** That of the next connection: a token of Entra changes every hour. */
  readonly password: () => Promise<string>
  readonly statementTimeoutMs?: number
}

/** One to project, the others for whoever asks meanwhile. */
const MAX_CONNECTIONS = 4
const CONNECT_TIMEOUT_MS = 5_000
/** The sum of a large month over a busy server. */
const STATEMENT_TIMEOUT_MS = 60_000
/** Past the server's own limit by this much, it is the server that is gone. */
const SILENCE_MS = 5_000
const IDLE_MS = 30_000
/** A failover that leaves connections open behind a proxy is noticed by then, and a token is not outlived by long. */
const MAX_LIFE_SECONDS = 1_800
const KEEP_ALIVE_MS = 10_000

/** A pool of connections to a Postgres. It connects when it is first asked; what it cannot ask is a `DatabaseAway`. */
export function openPostgres(options: PostgresOptions): SqlClient {
  const where = shownAddress(options.address)
  const pool = new Pool(poolConfig(options))
  // A connection that breaks while nobody asks is replaced by the next question, which says what is wrong.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const connect = async (): Promise<{ client: PoolClient; session: PostgresSession }> => {
    try {
      const client = await pool.connect()
      return { client, session: sessionOf(client, where) }
    } catch (error) {
      throw databaseProblem(error, where)
    }
  }
  const alone = async <Result>(ask: (session: SqlSession) => Promise<Result>): Promise<Result> => {
    const { client, session } = await connect()
    try {
      return await ask(session)
    } finally {
      client.release(session.isBroken)
    }
  }
  return {
    query: (text, values) => alone((session) => session.query(text, values)),
    exec: (text) => alone((session) => session.exec(text)),
    copy: (command, rows) => alone((session) => session.copy(command, rows)),
    async transaction(work) {
      const { client, session } = await connect()
      try {
        await session.exec('BEGIN')
        const result = await work(session)
        await session.exec('COMMIT')
        return result
      } catch (error) {
        // Without a sound connection the server takes it back by itself.
        if (!session.isBroken) await session.exec('ROLLBACK').catch(() => {})
        throw error
      } finally {
        client.release(session.isBroken)
      }
    },
    close: () => pool.end(),
  }
}

function poolConfig({
  address,
  password,
  statementTimeoutMs = STATEMENT_TIMEOUT_MS,
}: PostgresOptions): PoolConfig {
  const { host, port, database, user, tls, authorityFile } = address
  return {
    host,
    port,
    database,
    user,
    password,
    ssl:
      tls === 'off'
        ? false
        : {
            rejectUnauthorized: tls === 'verified',
            ...(authorityFile === null ? {} : { ca: readFileSync(authorityFile, 'utf8') }),
          },
    application_name: 'causeway',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + SILENCE_MS,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    idleTimeoutMillis: IDLE_MS,
    maxLifetimeSeconds: MAX_LIFE_SECONDS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  }
}

interface PostgresSession extends SqlSession {
  /** The server did not answer, or the connection is gone: what state it is in, nobody knows. */
  readonly isBroken: boolean
}

function sessionOf(client: PoolClient, where: string): PostgresSession {
  let isBroken = false
  const watched = async <Result>(asked: Promise<Result>): Promise<Result> => {
    try {
      return await asked
    } catch (error) {
      if (!(error instanceof DatabaseError)) isBroken = true
      throw databaseProblem(error, where)
    }
  }
  return {
    get isBroken() {
      return isBroken
    },
    query: <Row>(text: string, values: readonly unknown[] = []) =>
      watched(client.query(text, [...values]) as unknown as Promise<{ readonly rows: readonly Row[] }>),
    exec: async (text) => {
      await watched(client.query(text))
    },
    copy: async (command, rows) => {
      const stream = client.query(copyFrom(`${command} FROM STDIN`))
      // Left alone after an error it would write on, to a connection that it does not have any more.
      stream.once('error', () => stream.destroy())
      const finished = once(stream, 'finish')
      stream.end(rows)
      await watched(finished)
    },
  }
}
