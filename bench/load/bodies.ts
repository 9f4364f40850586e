import { SLOW_MARK } from '../mock/server.ts'

/** What clients send. Each kind of request is one constant body for all contenders, but for the model's name. */
export type RequestKind = 'small' | 'large' | 'stream' | 'slow'

const SENTENCE =
  'The claims team wants to know which of the open cases need a second look before the end of the week, and why. '

/** Sizes of the whole body, to within a sentence. */
const TARGET_BYTES: Record<RequestKind, number> = { small: 1_024, large: 51_200, stream: 1_024, slow: 1_024 }

export function requestBody(kind: RequestKind, model: string): string {
  const streamed = kind === 'stream' || kind === 'slow'
  const system =
    kind === 'slow' ? `You answer in one sentence. (${SLOW_MARK})` : 'You answer in one sentence.'
  const build = (text: string): string =>
    JSON.stringify({
      model,
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: text },
      ],
      temperature: 0.2,
      max_tokens: 256,
      // Asked for by the client, so that no contender has to add it and all relay the same bytes.
      ...(streamed ? { stream: true, stream_options: { include_usage: true } } : {}),
    })
  let text = ''
  while (build(text).length < TARGET_BYTES[kind]) text += SENTENCE
  return build(text)
}
