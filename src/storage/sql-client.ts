/** The little of a Postgres client that the adapters need; PGlite has it, and so has a pool of connections. */
export interface SqlClient {
  query<Row>(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Row[] }>
  /** Several statements without values. */
  exec(text: string): Promise<void>
  transaction<Result>(work: (client: Pick<SqlClient, 'query' | 'exec'>) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}
