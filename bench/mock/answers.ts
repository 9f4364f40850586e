/**
 * What the mock upstream answers: a chat completion, and the same as a stream, each a constant made once. Bodies follow
 * OpenAI's chat completions reference (https://platform.openai.com/docs/api-reference/chat).
 */

const ID = 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT'
const CREATED = 1_764_547_200
const MODEL = 'gpt-4.1-2025-04-14'
const FINGERPRINT = 'fp_44709d6fcb'
export const STREAM_EVENTS = 100

const COMPLETION_TEXT =
  'A hub network holds what all workloads share, the firewall, the gateways and the name resolution; each workload ' +
  'lives in its own spoke.'

export const JSON_ANSWER = JSON.stringify({
  id: ID,
  object: 'chat.completion',
  created: CREATED,
  model: MODEL,
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: COMPLETION_TEXT, refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: {
    prompt_tokens: 182,
    completion_tokens: 30,
    total_tokens: 212,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  },
  service_tier: 'default',
  system_fingerprint: FINGERPRINT,
})

function streamEvent(choices: readonly object[], usage: object | null): string {
  const chunk = {
    id: ID,
    object: 'chat.completion.chunk',
    created: CREATED,
    model: MODEL,
    service_tier: 'default',
    system_fingerprint: FINGERPRINT,
    choices,
    usage,
    obfuscation: 'q7Zt0mYx',
  }
  return `data: ${JSON.stringify(chunk)}\n\n`
}

function streamEvents(): string[] {
  const choice = (delta: object, finish: string | null): object => ({
    index: 0,
    delta,
    logprobs: null,
    finish_reason: finish,
  })
  const words = COMPLETION_TEXT.split(' ')
  const events = [streamEvent([choice({ role: 'assistant', content: '', refusal: null }, null)], null)]
  while (events.length < STREAM_EVENTS - 2) {
    const word = words[events.length % words.length] ?? ''
    events.push(streamEvent([choice({ content: ` ${word}` }, null)], null))
  }
  events.push(streamEvent([choice({}, 'stop')], null))
  events.push(streamEvent([], { prompt_tokens: 182, completion_tokens: 97, total_tokens: 279 }))
  return events
}

/** `STREAM_EVENTS` events in order, the last but one ending the text, the last with the usage; then the end mark. */
export const EVENTS: readonly string[] = streamEvents()
export const END_EVENT = 'data: [DONE]\n\n'

/** The events of an endless slow stream: text only. */
export const SLOW_EVENT = EVENTS[1] ?? ''
