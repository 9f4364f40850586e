import type { ExchangeSettled, KeptText } from '../ledger/index.ts'
import { ApiProblem } from './api-problem.ts'
import type { AnswerOf } from './call.ts'

type Message = NonNullable<AnswerOf<'exchanges.text'>['prompt']>[number]
type Part = Message['parts'][number]

/** As the gateway's redaction writes it. */
const REDACTED = '[redacted]'

/** That it is kept says the settlement; whether it is there is seen when somebody reads it. */
export function textState(
  { textUntilMs }: Pick<ExchangeSettled, 'textUntilMs'>,
  nowMs: number,
): 'kept' | 'expired' | 'not-kept' {
  if (textUntilMs === undefined) return 'not-kept'
  return textUntilMs <= nowMs ? 'expired' : 'kept'
}

/** Why there is none of an exchange. */
export function withoutText(id: string, settled: ExchangeSettled | null, nowMs: number): ApiProblem {
  const until = new Date(settled?.textUntilMs ?? 0).toISOString()
  switch (settled === null ? 'under-way' : textState(settled, nowMs)) {
    case 'under-way':
      return new ApiProblem('not_found', `${id} is under way`, 'Its text is there when it has ended.')
    case 'not-kept':
      return new ApiProblem(
        'not_found',
        `the text of ${id} is not kept: the workload file did not say so when it ended`,
        'Write capture with keep for its consumer: text of later exchanges is kept then.',
      )
    case 'expired':
      return new ApiProblem('not_found', `the text of ${id} was kept until ${until}`, null)
    case 'kept':
      return new ApiProblem(
        'not_found',
        `the text of ${id} was to be kept until ${until}, and did not reach the ledger`,
        'It follows the answer: the gateway was stopped in between, or its disk took nothing.',
      )
  }
}

export function textOf({
  untilMs,
  prompt,
  answer,
  isCut,
}: Omit<KeptText, 'kind' | 'atMs'>): AnswerOf<'exchanges.text'> {
  return { untilMs, prompt: messagesOf(prompt), answer: messagesOf(answer), isCut, redaction: REDACTED }
}

/** A message as the gateway keeps it: in the form of the conventions that its traces have. */
interface KeptMessage {
  readonly role: string
  readonly parts: readonly { readonly type: string; readonly [field: string]: string | undefined }[]
  readonly finish_reason?: string
}

function messagesOf(json: string | null): Message[] | null {
  if (json === null) return null
  return (JSON.parse(json) as readonly KeptMessage[]).map(({ role, parts, finish_reason: reason }) => ({
    role,
    parts: parts.map(partOf),
    finishReason: reason ?? null,
  }))
}

function partOf({ type, content, arguments: given, response, name, id }: KeptMessage['parts'][number]): Part {
  return { type, text: content ?? given ?? response ?? null, name: name ?? null, id: id ?? null }
}
