/** What may be asked within a transaction. */
export interface SqlSession {
  query<Row>(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Row[] }>
  /** Several statements without values. */
  exec(text: string): Promise<void>
  /** Runs a `COPY table (columns)`, to which it adds where from, on rows in the text format. */
  copy(command: string, rows: string): Promise<void>
}

/** The little of a Postgres client that the adapters need; PGlite has it, and so has a pool of connections. */
export interface SqlClient extends SqlSession {
  transaction<Result>(work: (client: SqlSession) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}
