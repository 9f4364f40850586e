import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'

/**
 * The built console: one page for every path below `/console/`, and the files of `assets/`, whose names change with
 * their content. The page differs in which scripts it has fetched at once: `pages/models.html` stands for all below
 * `/console/models`. Only names that the folder has are opened, so that no path leads out of it.
 */
const BASE = '/console/'
const ASSETS = `${BASE}assets/`
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
}
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const
const NONCE_BYTES = 18
const PLACEHOLDER = 'content="NONCE"'

interface Built {
  /** Of the page, to see whether it was built anew. */
  readonly mtimeMs: number
  readonly page: string
  /** By the first part of the path below `/console/`; others have `page`. */
  readonly pages: ReadonlyMap<string, string>
  readonly assets: ReadonlySet<string>
}

export class ConsoleFiles {
  readonly #folder: string
  #built: Built | null = null

  /** `folder` is where the console is built to; it need not be there. */
  constructor(folder: string) {
    this.#folder = folder
  }

  async answer(urlPath: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const built = await this.#look()
    if (built === null) notBuilt(response)
    else if (urlPath.startsWith(ASSETS))
      await this.#asset(urlPath.slice(ASSETS.length), built, request, response)
    else page(pageAt(urlPath, built), request, response)
  }

  async #look(): Promise<Built | null> {
    const file = path.join(this.#folder, 'index.html')
    const found = await stat(file).catch(nullWhereAbsent)
    if (found === null) return null
    if (this.#built?.mtimeMs !== found.mtimeMs) {
      const assets = await readdir(path.join(this.#folder, 'assets')).catch(nullWhereAbsent)
      this.#built = {
        mtimeMs: found.mtimeMs,
        page: await readFile(file, 'utf8'),
        pages: await pagesIn(path.join(this.#folder, 'pages')),
        assets: new Set(assets ?? []),
      }
    }
    return this.#built
  }

  async #asset(
    name: string,
    { assets }: Built,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const mediaType = MEDIA_TYPES[path.extname(name)]
    if (!assets.has(name) || mediaType === undefined) {
      text(response, 404, 'The console has no such file; load the page again.\n')
      return
    }
    const accepted = (request.headers['accept-encoding'] ?? '')
      .split(',')
      .map((one) => one.trim().split(';')[0])
    const encoding =
      ENCODINGS.find((one) => accepted.includes(one.name) && assets.has(name + one.suffix)) ?? null
    const etag = `"${name}${encoding?.suffix ?? ''}"`
    const headers: Record<string, string> = {
      'cache-control': 'public, max-age=31536000, immutable',
      etag,
      vary: 'accept-encoding',
    }
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end()
      return
    }
    const bytes = await readFile(path.join(this.#folder, 'assets', name + (encoding?.suffix ?? '')))
    response.writeHead(200, {
      ...headers,
      'content-type': mediaType,
      'content-length': bytes.length,
      ...(encoding === null ? {} : { 'content-encoding': encoding.name }),
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }
}

async function pagesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(folder).catch(nullWhereAbsent)) ?? []
  const pages = files
    .filter((name) => name.endsWith('.html'))
    .map(
      async (name) =>
        [name.slice(0, -'.html'.length), await readFile(path.join(folder, name), 'utf8')] as const,
    )
  return new Map(await Promise.all(pages))
}

function pageAt(urlPath: string, { page: ofAny, pages }: Built): string {
  const [first = ''] = urlPath.slice(BASE.length).split('/', 1)
  return pages.get(first) ?? ofAny
}

function page(html: string, request: IncomingMessage, response: ServerResponse): void {
  const nonce = randomBytes(NONCE_BYTES).toString('base64')
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    // Each answer has a nonce of its own.
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  })
  response.end(request.method === 'HEAD' ? undefined : html.replace(PLACEHOLDER, `content="${nonce}"`))
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<title>Causeway</title>
<h1>The console is not built</h1>
<p>In the folder of Causeway run <code>npm run console</code>, which builds it once, and load this page again.
The admin API under <code>/admin/v1</code> works without it.</p>
</html>
`

function notBuilt(response: ServerResponse): void {
  response.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  })
  response.end(NOT_BUILT)
}

function text(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(body)
}

function nullWhereAbsent(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}
