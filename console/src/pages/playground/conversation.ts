import { useCallback, useEffect, useRef, useState } from 'react'

import type { paths } from '../../admin-api.d.ts'
import type { Problem, Schemas } from '../../api/client.ts'
import { postEvents } from '../../api/post-events.ts'

type Ask = paths['/admin/v1/playground/chat']['post']['requestBody']['content']['application/json']
type Message = Ask['messages'][number]

/** The last event of an answer, as `playground.chat` of the contract has it. */
export interface AnswerEnd {
  readonly exchange: string | null
  readonly status: number
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string | null } | null
  readonly deployment: string | null
  readonly attempts: number
  readonly overheadMs: number | null
  readonly totalMs: number
  readonly firstTokenMs: number | null
  readonly usd: number | null
  readonly limits: readonly Schemas['Limit'][]
  readonly detail: Schemas['ExchangeDetail'] | null
}

export interface Turn {
  readonly number: number
  readonly consumer: string
  readonly model: string
  readonly question: string
  readonly text: string
  readonly state:
    | { readonly kind: 'coming' }
    | { readonly kind: 'stopped' }
    | { readonly kind: 'ended'; readonly end: AnswerEnd }
    /** The admin API did not take it, or could not be reached. */
    | { readonly kind: 'broken'; readonly problem: Problem }
}

export interface Settings {
  readonly consumer: string
  readonly model: string
  readonly system: string
  readonly maxOutputTokens: number | null
}

/** As the contract bounds them: `MAX_PLAYGROUND_MESSAGES`, `MAX_PLAYGROUND_CHARACTERS`. */
const MAX_MESSAGES = 100
export const MAX_CHARACTERS = 100_000

export interface Conversation {
  readonly turns: readonly Turn[]
  readonly isUnderWay: boolean
  readonly isFull: boolean
  readonly ask: (question: string, settings: Settings) => void
  readonly stop: () => void
  readonly clear: () => void
}

export function useConversation(): Conversation {
  const [turns, setTurns] = useState<readonly Turn[]>([])
  const call = useRef<AbortController | null>(null)
  useEffect(() => () => call.current?.abort(), [])
  const change = useCallback(
    (number: number, edit: (turn: Turn) => Turn) =>
      setTurns((before) => before.map((turn) => (turn.number === number ? edit(turn) : turn))),
    [],
  )
  const ask = (question: string, settings: Settings) => {
    const { consumer, model, maxOutputTokens } = settings
    const number = turns.length + 1
    const body: Ask = {
      consumer,
      model,
      messages: messagesOf(turns, question, settings.system),
      ...(maxOutputTokens === null ? {} : { maxOutputTokens }),
    }
    const abort = new AbortController()
    call.current = abort
    setTurns([...turns, { number, consumer, model, question, text: '', state: { kind: 'coming' } }])
    const end = (state: Turn['state']) =>
      change(number, (turn) => (turn.state.kind === 'coming' ? { ...turn, state } : turn))
    postEvents('/admin/v1/playground/chat', body, abort.signal, ({ name, data }) => {
      if (name === 'text')
        change(number, (turn) => ({ ...turn, text: turn.text + (data as { text: string }).text }))
      if (name === 'end') end({ kind: 'ended', end: data as AnswerEnd })
    }).then(
      (answer) => end({ kind: 'broken', problem: answer.ok ? CUT_OFF : answer.problem }),
      () => end({ kind: 'stopped' }),
    )
  }
  return {
    turns,
    isUnderWay: turns.some(({ state }) => state.kind === 'coming'),
    isFull: messagesOf(turns, '', 'system').length > MAX_MESSAGES,
    ask,
    stop: () => call.current?.abort(),
    clear: () => setTurns([]),
  }
}

const CUT_OFF: Problem = {
  status: null,
  code: 'cut_off',
  message: 'The answer ended without a word about how.',
  remedy: 'Look for it among the exchanges.',
}

/** What was said so far: questions without an answer are left out. */
function messagesOf(turns: readonly Turn[], question: string, system: string): Message[] {
  const past = turns.flatMap(({ question: asked, text }): Message[] =>
    text === ''
      ? []
      : [
          { role: 'user', content: asked },
          { role: 'assistant', content: text },
        ],
  )
  const first: Message[] = system.trim() === '' ? [] : [{ role: 'system', content: system }]
  return [...first, ...past, { role: 'user', content: question }]
}
