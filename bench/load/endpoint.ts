/** Where and how a contender is called; the body apart, which the case chooses. */
export interface Endpoint {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly model: string
}

export function endpointUrl(endpoint: Endpoint): string {
  return `http://127.0.0.1:${endpoint.port}${endpoint.path}`
}
