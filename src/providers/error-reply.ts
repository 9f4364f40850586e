/**
 * What an error says, whatever its shape. Seen:
 *   OpenAI, Azure     {"error":{"message","type","param","code","innererror":{"code"}}}
 *   Azure front end   {"statusCode":401,"message":"Unauthorized. Access token is missing, ..."}
 *   vLLM, older       {"object":"error","message","type","code":404}
 *   Ollama, native    {"error":"model 'x' not found"}
 *   FastAPI           {"detail":"Not Found"}
 *   Responses stream  {"type":"error","code","message"}; {"type":"response.failed","response":{"error":{...}}}
 */
export interface ErrorReply {
  /** Lower case, as are `innerCode` and `type`; empty where there is none. */
  readonly code: string
  readonly innerCode: string
  readonly type: string
  /** As sent, cut to `MAX_MESSAGE_CHARS`. */
  readonly message: string
}

const MAX_MESSAGE_CHARS = 4_096
const NOTHING: ErrorReply = { code: '', innerCode: '', type: '', message: '' }

export function readErrorBody(body: Buffer | null): ErrorReply {
  if (body === null || body.length === 0) return NOTHING
  const text = body.toString('utf8')
  try {
    return readErrorObject(JSON.parse(text))
  } catch (error) {
    // HTML of a proxy on the way, or a body that the caller cut at its bound.
    if (error instanceof SyntaxError) return { ...NOTHING, message: text.slice(0, MAX_MESSAGE_CHARS) }
    throw error
  }
}

export function readErrorObject(value: unknown): ErrorReply {
  if (typeof value === 'string') return { ...NOTHING, message: value.slice(0, MAX_MESSAGE_CHARS) }
  if (!isRecord(value)) return NOTHING
  if (isRecord(value['response'])) return readErrorObject(value['response'])
  const { error } = value
  if (typeof error === 'string' || isRecord(error)) return readErrorObject(error)
  const inner = value['innererror'] ?? value['inner_error']
  return {
    code: word(value['code'] ?? value['statusCode']),
    innerCode: isRecord(inner) ? word(inner['code']) : '',
    type: word(value['type']),
    message: text(value['message'] ?? value['detail']).slice(0, MAX_MESSAGE_CHARS),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function word(value: unknown): string {
  return text(value).slice(0, 128).toLowerCase()
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : ''
}
