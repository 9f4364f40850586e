/** A base URL taken apart: where to connect, and what comes before each path. */
export interface BaseUrl {
  readonly origin: string
  readonly basePath: string
}

/** Throws `TypeError` with a message for whoever wrote the workload file. The URL may hold a secret: it is not in it. */
export function parseBaseUrl(baseUrl: string): BaseUrl {
  if (!URL.canParse(baseUrl))
    throw new TypeError('The endpoint is not a URL such as https://my-account.openai.azure.com')
  const url = new URL(baseUrl)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new TypeError('The endpoint must begin with https:// or http://')
  }
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('The endpoint holds a user name or password; set "auth" on the account instead')
  }
  if (url.search !== '' || url.hash !== '') {
    throw new TypeError(
      'The endpoint has a query; give the base alone, without path to an operation and api-version',
    )
  }
  return { origin: url.origin, basePath: url.pathname.replace(/\/+$/, '') }
}
