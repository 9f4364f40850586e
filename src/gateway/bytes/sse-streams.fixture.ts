/** Streams as Azure OpenAI and other servers send them, and what is true of each. */
export interface RecordedStream {
  readonly name: string
  readonly dialect: 'chat' | 'responses'
  readonly text: string
  /** The part that is stripped when the gateway asked for usage itself; empty when nothing is. */
  readonly usageEvent: string
  readonly facts: {
    readonly isComplete: boolean
    readonly mayEndWithoutMarker: boolean
    readonly input: number | null
    readonly model: string | null
    readonly serviceTier: string | null
    readonly responseId: string | null
    readonly events: number
    readonly contentEvents: number
    readonly preambleError: string | null
    readonly midStreamError: string | null
  }
}

const NONE = {
  isComplete: true,
  mayEndWithoutMarker: true,
  input: null,
  model: 'gpt-4.1-2025-04-14',
  serviceTier: null,
  responseId: null,
  preambleError: null,
  midStreamError: null,
}

export const FILTER_EVENT =
  'data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}\n\n'
export const ROLE_EVENT = chat('{"role":"assistant","content":"","refusal":null}', 'null')
export const USAGE_EVENT =
  'data: {"choices":[],"created":1762000000,"id":"chatcmpl-1","model":"gpt-4.1-2025-04-14","object":"chat.completion.chunk","service_tier":"default","usage":{"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":0},"prompt_tokens":19,"prompt_tokens_details":{"audio_tokens":0,"cached_tokens":7},"total_tokens":24}}\n\n'
export const DONE_EVENT = 'data: [DONE]\n\n'

export function chat(delta: string, finishReason: string): string {
  return `data: {"choices":[{"content_filter_results":{},"delta":${delta},"finish_reason":${finishReason},"index":0,"logprobs":null}],"created":1762000000,"id":"chatcmpl-1","model":"gpt-4.1-2025-04-14","object":"chat.completion.chunk","usage":null}\n\n`
}

export function content(text: string): string {
  return chat(JSON.stringify({ content: text }), 'null')
}

const RESPONSE =
  '"id":"resp_68f0","object":"response","model":"gpt-5-mini","tools":[{"type":"function","name":"f","parameters":{"properties":{"usage":{"type":"object","input_tokens":1}}}}]'

export function responseEvent(type: string, rest: string): string {
  return `event: ${type}\ndata: {"type":"${type}","sequence_number":1,${rest}}\n\n`
}

const CREATED = responseEvent(
  'response.created',
  `"response":{${RESPONSE},"status":"in_progress","usage":null}`,
)
const COMPLETED = responseEvent(
  'response.completed',
  `"response":{${RESPONSE},"service_tier":"default","status":"completed","usage":{"input_tokens":36,"input_tokens_details":{"cached_tokens":0},"output_tokens":87,"output_tokens_details":{"reasoning_tokens":64},"total_tokens":123},"user":null}`,
)

const ORDINARY = [
  FILTER_EVENT,
  ROLE_EVENT,
  content('Hel'),
  content('lo "usage":{} \n\n data: [DONE] \r\n usage'),
  content('usage'),
  content('日本 😀'),
  chat('{}', '"stop"'),
]

export const STREAMS: readonly RecordedStream[] = [
  {
    name: 'Azure chat with filter, role, usage and the end marker',
    dialect: 'chat',
    text: [...ORDINARY, USAGE_EVENT, DONE_EVENT].join(''),
    usageEvent: USAGE_EVENT,
    facts: { ...NONE, input: 19, serviceTier: 'default', events: 9, contentEvents: 4 },
  },
  {
    name: 'the same with CR LF',
    dialect: 'chat',
    text: [...ORDINARY, USAGE_EVENT, DONE_EVENT].join('').replaceAll('\n', '\r\n'),
    usageEvent: USAGE_EVENT.replaceAll('\n', '\r\n'),
    facts: { ...NONE, input: 19, serviceTier: 'default', events: 9, contentEvents: 4 },
  },
  {
    name: 'line ends mixed, empty lines and comments between events, no space after the colon',
    dialect: 'chat',
    text: [
      '\n\r\n: welcome\n\n',
      ROLE_EVENT.replace('data: ', 'data:'),
      '\r\n\n',
      content('a').replace('\n\n', '\n\r\n'),
      ': ping\r\n\r\n',
      content('b').replace('\n\n', '\r\n\n'),
      '\n\n',
      chat('{}', '"length"'),
      '\r\n\n\r\n',
      `: usage follows\nid: 7\n${USAGE_EVENT}`,
      '\n',
      DONE_EVENT,
    ].join(''),
    usageEvent: `: usage follows\nid: 7\n${USAGE_EVENT}`,
    facts: { ...NONE, input: 19, serviceTier: 'default', events: 6, contentEvents: 2 },
  },
  {
    name: 'data in several lines',
    dialect: 'chat',
    text: [
      content('a'),
      USAGE_EVENT.replace('"choices":[],', '"choices":[],\r\ndata: \ndata:'),
      DONE_EVENT,
    ].join(''),
    usageEvent: USAGE_EVENT.replace('"choices":[],', '"choices":[],\r\ndata: \ndata:'),
    facts: {
      ...NONE,
      input: 19,
      serviceTier: 'default',
      mayEndWithoutMarker: false,
      events: 3,
      contentEvents: 1,
    },
  },
  {
    name: 'usage on a chunk that has choices is not taken out',
    dialect: 'chat',
    text: [
      content('a'),
      chat('{}', '"stop"').replace('"usage":null', '"usage": {"prompt_tokens": 3, "completion_tokens": 1}'),
      DONE_EVENT,
    ].join(''),
    usageEvent: '',
    facts: { ...NONE, input: 3, events: 3, contentEvents: 1 },
  },
  {
    name: 'a stream that was cut',
    dialect: 'chat',
    text: [FILTER_EVENT, ROLE_EVENT, content('Hel'), content('lo').slice(0, 90)].join(''),
    usageEvent: '',
    facts: { ...NONE, isComplete: false, mayEndWithoutMarker: false, events: 3, contentEvents: 1 },
  },
  {
    name: 'an end without an empty line',
    dialect: 'chat',
    text: [content('a'), chat('{}', '"stop"'), USAGE_EVENT, 'data: [DONE]'].join(''),
    usageEvent: USAGE_EVENT,
    facts: { ...NONE, input: 19, serviceTier: 'default', events: 4, contentEvents: 1 },
  },
  {
    name: 'an error in place of an answer',
    dialect: 'chat',
    text: [FILTER_EVENT, ROLE_EVENT, 'data: {"error":{"code":"server_error","message":"é"}}\n\n'].join(''),
    usageEvent: '',
    facts: {
      ...NONE,
      isComplete: false,
      events: 3,
      contentEvents: 0,
      preambleError: '{"error":{"code":"server_error","message":"é"}}',
    },
  },
  {
    name: 'an error after the answer began',
    dialect: 'chat',
    text: [
      content('a').replace('"content_filter_results":{}', '"content_filter_result":{"error":{"code":"x"}}'),
      content('a').replace('"content_filter_results":{}', '"content_filter_result":{"error":{"code":"x"}}'),
      'event: error\ndata: oh no\n\n',
    ].join(''),
    usageEvent: '',
    facts: { ...NONE, isComplete: false, events: 3, contentEvents: 2, midStreamError: '"oh no"' },
  },
  {
    name: 'a transcription, whose events name their type',
    dialect: 'chat',
    text: [
      'data: {"type":"transcript.text.delta","delta":"He"}\n\n',
      'data: {"type":"transcript.text.delta","delta":"llo"}\n\n',
      'data: {"type":"transcript.text.done","text":"Hello","usage":{"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":10,"audio_tokens":4},"output_tokens":45,"total_tokens":59}}\n\n',
    ].join(''),
    usageEvent: '',
    facts: { ...NONE, model: null, isComplete: false, input: 14, events: 3, contentEvents: 3 },
  },
  {
    name: 'a response',
    dialect: 'responses',
    text: [
      CREATED,
      responseEvent('response.in_progress', `"response":{${RESPONSE}}`),
      responseEvent('response.output_item.added', '"output_index":0,"item":{"id":"msg_1"}'),
      responseEvent('response.output_text.delta', '"delta":"Hi, usage: {"'),
      responseEvent('response.output_text.delta', '"delta":"日本"'),
      responseEvent('response.output_text.done', '"text":"Hi"'),
      COMPLETED,
    ].join(''),
    usageEvent: '',
    facts: {
      ...NONE,
      input: 36,
      model: 'gpt-5-mini',
      serviceTier: 'default',
      responseId: 'resp_68f0',
      events: 7,
      contentEvents: 2,
    },
  },
  {
    name: 'a response without event lines, and with an end marker',
    dialect: 'responses',
    text: [CREATED, responseEvent('response.refusal.delta', '"delta":"No"'), COMPLETED, DONE_EVENT]
      .join('')
      .replace(/^event: .*\n/gm, ''),
    usageEvent: '',
    facts: {
      ...NONE,
      input: 36,
      model: 'gpt-5-mini',
      serviceTier: 'default',
      responseId: 'resp_68f0',
      events: 4,
      contentEvents: 1,
    },
  },
  {
    name: 'a response that failed before it began',
    dialect: 'responses',
    text: [
      CREATED,
      responseEvent(
        'response.failed',
        `"response":{${RESPONSE},"status":"failed","error":{"code":"rate_limit_exceeded","message":"m"},"usage":null}`,
      ),
    ].join(''),
    usageEvent: '',
    facts: {
      ...NONE,
      model: 'gpt-5-mini',
      responseId: 'resp_68f0',
      events: 2,
      contentEvents: 0,
      preambleError: '{"code":"rate_limit_exceeded","message":"m"}',
    },
  },
  {
    name: 'a response that met an error under way',
    dialect: 'responses',
    text: [
      CREATED,
      responseEvent('response.output_text.delta', '"delta":"Hi"'),
      'event: error\ndata: {"type":"error","code":"server_error","message":"m","sequence_number":3}\n\n',
    ].join(''),
    usageEvent: '',
    facts: {
      ...NONE,
      isComplete: false,
      model: 'gpt-5-mini',
      responseId: 'resp_68f0',
      events: 3,
      contentEvents: 1,
      midStreamError: '{"type":"error","code":"server_error","message":"m","sequence_number":3}',
    },
  },
]
