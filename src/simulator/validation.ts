import { isArray, isObject, type Json, type JsonObject, shown, typeName } from './json.ts'
import type { ModelTraits } from './model-traits.ts'
import { invalidRequest, type Refusal } from './refusal.ts'

/** Complaints as OpenAI's models word them, which Azure passes on. */
export const MAX_MESSAGES = 2_048
export const MAX_TOOLS = 128

export function missing(field: string): Refusal {
  return invalidRequest('missing_required_parameter', field, `Missing required parameter: '${field}'.`)
}

function wrongType(field: string, expected: string, value: Json | undefined): Refusal {
  const message = `Invalid type for '${field}': expected ${expected}, but got ${typeName(value)} instead.`
  return invalidRequest('invalid_type', field, message)
}

/** An absent or null field is fine. */
export function checkNumber(
  body: JsonObject,
  field: string,
  range: { least: number; most?: number; whole?: boolean },
): void {
  const value = body[field]
  if (value === undefined || value === null) return
  const kind = range.whole === true ? 'integer' : 'decimal'
  if (typeof value !== 'number')
    throw wrongType(field, range.whole === true ? 'an integer' : 'a decimal', value)
  if (range.whole === true && !Number.isInteger(value)) throw wrongType(field, 'an integer', value)
  if (value < range.least) {
    throw invalidRequest(
      `${kind}_below_min_value`,
      field,
      `Invalid '${field}': ${kind} below minimum value. Expected a value >= ${range.least}, but got ${value} instead.`,
    )
  }
  if (range.most !== undefined && value > range.most) {
    throw invalidRequest(
      `${kind}_above_max_value`,
      field,
      `Invalid '${field}': ${kind} above maximum value. Expected a value <= ${range.most}, but got ${value} instead.`,
    )
  }
}

export function checkBoolean(body: JsonObject, field: string): void {
  const value = body[field]
  if (value === undefined || value === null || typeof value === 'boolean') return
  throw wrongType(field, 'a boolean', value)
}

export function checkMessages(body: JsonObject): void {
  const { messages } = body
  if (messages === undefined) throw missing('messages')
  if (!isArray(messages)) throw wrongType('messages', 'an array of objects', messages)
  checkLength('messages', messages, { least: 1, most: MAX_MESSAGES })
  messages.forEach((message, i) => {
    if (!isObject(message)) throw wrongType(`messages[${i}]`, 'an object', message)
    const { role, content } = message
    if (role === undefined) throw missing(`messages[${i}].role`)
    if (typeof role !== 'string' || !ROLES.has(role)) {
      throw invalidRequest(
        'invalid_value',
        `messages[${i}].role`,
        `Invalid value: '${shown(role)}'. Supported values are: ${[...ROLES].map((one) => `'${one}'`).join(', ')}.`,
      )
    }
    if (content === undefined || content === null) {
      if (role === 'assistant') return
      throw invalidRequest(
        null,
        `messages.[${i}].content`,
        `Invalid value for 'content': expected a string, got null.`,
      )
    }
    if (typeof content !== 'string' && !isArray(content)) {
      throw wrongType(`messages[${i}].content`, 'one of a string or array of objects', content)
    }
  })
}

const ROLES = new Set(['system', 'assistant', 'user', 'function', 'tool', 'developer'])

export function checkLength(
  field: string,
  list: readonly Json[],
  range: { least: number; most: number },
): void {
  if (list.length < range.least) {
    const message = `Invalid '${field}': empty array. Expected an array with minimum length ${range.least}, but got an empty array instead.`
    throw invalidRequest('empty_array', field, message)
  }
  if (list.length > range.most) {
    const message = `Invalid '${field}': array too long. Expected an array with maximum length ${range.most}, but got an array with length ${list.length} instead.`
    throw invalidRequest('array_above_max_length', field, message)
  }
}

export function checkTools(body: JsonObject): void {
  const { tools } = body
  if (tools === undefined || tools === null) {
    if (body['tool_choice'] === undefined || body['tool_choice'] === null || body['tool_choice'] === 'none')
      return
    const message =
      "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified."
    throw invalidRequest(null, 'tool_choice', message)
  }
  if (!isArray(tools)) throw wrongType('tools', 'an array of objects', tools)
  checkLength('tools', tools, { least: 1, most: MAX_TOOLS })
}

/** What reasoning models refuse. Source: Azure OpenAI "Reasoning models", "Not supported". */
const NOT_WITH_REASONING = [
  'temperature',
  'top_p',
  'presence_penalty',
  'frequency_penalty',
  'logprobs',
  'top_logprobs',
  'logit_bias',
] as const
const DEFAULTS: JsonObject = {
  temperature: 1,
  top_p: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  logprobs: false,
}

export function checkReasoning(body: JsonObject, traits: ModelTraits): void {
  if (!traits.reasons) return
  if (body['max_tokens'] !== undefined && body['max_tokens'] !== null) {
    throw invalidRequest(
      'unsupported_parameter',
      'max_tokens',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    )
  }
  for (const field of NOT_WITH_REASONING) {
    const value = body[field]
    if (value === undefined || value === null || value === DEFAULTS[field]) continue
    if (field === 'temperature' || field === 'top_p') {
      const message = `Unsupported value: '${field}' does not support ${shown(value)} with this model. Only the default (1) value is supported.`
      throw invalidRequest('unsupported_value', field, message)
    }
    const message = `Unsupported parameter: '${field}' is not supported with this model.`
    throw invalidRequest('unsupported_parameter', field, message)
  }
}

/** The longest answer that a client may ask for together with its prompt. */
export function checkContext(
  promptTokens: number,
  maxOutputTokens: number | null,
  traits: ModelTraits,
): void {
  if (maxOutputTokens === null || promptTokens + maxOutputTokens <= traits.contextTokens) return
  throw invalidRequest(
    'context_length_exceeded',
    'messages',
    `This model's maximum context length is ${traits.contextTokens} tokens. However, you requested ` +
      `${promptTokens + maxOutputTokens} tokens (${promptTokens} in the messages, ${maxOutputTokens} in the completion). ` +
      'Please reduce the length of the messages or completion.',
  )
}
