import { createHmac } from 'node:crypto'

/**
 * One call of a webhook. The address mostly holds a key, in its path or query: neither is ever told, not even in why a
 * call failed.
 */
export interface WebhookCall {
  readonly address: string
  /** The same for each try. */
  readonly id: string
  readonly body: object
  /** Signs the call; null where the receiver asks for no signature. */
  readonly secret: string | null
  readonly atMs: number
}

export interface Failed {
  /** Says nothing of the address. */
  readonly reason: string
  /** Trying again would not help. */
  readonly isFinal: boolean
}

const TRY_DEADLINE_MS = 10_000

/** Null when it was taken. Redirects are not followed: they may lead where the file does not. */
export async function callWebhook({ address, id, body, secret, atMs }: WebhookCall): Promise<Failed | null> {
  const url = URL.parse(address.trim())
  if (url === null) return { reason: 'the address is no URL', isFinal: false }
  if (!isAllowed(url)) return { reason: 'the address is neither https nor of this machine', isFinal: false }
  if (url.username !== '' || url.password !== '')
    return { reason: 'the address has a user name, which is not sent', isFinal: false }
  const text = JSON.stringify(body)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'causeway',
        'idempotency-key': id,
        ...(secret === null ? {} : signed(secret, idFor(id), text, atMs)),
      },
      body: text,
      redirect: 'manual',
      signal: AbortSignal.timeout(TRY_DEADLINE_MS),
    })
    await response.body?.cancel()
    return response.ok ? null : { reason: `it answered ${response.status}`, isFinal: response.status === 410 }
  } catch (error) {
    return { reason: codeOf(error), isFinal: false }
  }
}

/**
 * As standardwebhooks.com has it (specification of 2023, read 2026-11-21), so that receivers need no code of their own:
 * HMAC-SHA256 over id, seconds and body, in base64. A secret that begins with `whsec_` is base64 after that.
 */
export function signed(secret: string, id: string, text: string, atMs: number): Record<string, string> {
  const prefix = 'whsec_'
  const trimmed = secret.trim()
  const key = trimmed.startsWith(prefix)
    ? Buffer.from(trimmed.slice(prefix.length), 'base64')
    : Buffer.from(trimmed)
  const seconds = `${Math.floor(atMs / 1000)}`
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${text}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` }
}

/** Without what receivers that follow the standard do not take in an id. */
function idFor(id: string): string {
  return id.replaceAll('.', '_')
}

function isAllowed({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true
  return (
    protocol === 'http:' &&
    (hostname === 'localhost' || hostname === '[::1]' || /^127\.[\d.]+$/.test(hostname))
  )
}

/** The message of an error may hold the address; its code does not. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at.name === 'TimeoutError') return `no answer within ${TRY_DEADLINE_MS / 1_000} s`
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return 'the call failed'
}
