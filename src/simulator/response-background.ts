import { finalStatus, type ResponseDraft, responseObject } from './response-object.ts'
import type { StoredResponse } from './response-store.ts'

/**
 * A response that is made while no one waits: queued, in progress, completed, by time alone. Its bill is written when
 * it ends. An outage of the account cuts connections, not work in the background.
 */
export function runInBackground(draft: ResponseDraft, entry: StoredResponse): void {
  const { call } = draft
  const { room, pace } = call
  let callOff = (): void => {}
  entry.body = responseObject(draft, 'queued')
  entry.cancel = () => {
    callOff()
    entry.cancel = null
    const produced = pace.tokensAfter(room.clock.monotonicMs() - call.startedMs, draft.usage.output)
    const reasoning = Math.min(produced, draft.usage.reasoning)
    entry.body = responseObject(draft, 'cancelled')
    call.settle({ ...draft.usage, output: produced, reasoning }, 200, 'cancelled')
  }
  call.account.responses.put(entry)
  callOff = room.timeline.after(pace.firstTokenMs(0), () => {
    entry.body = responseObject(draft, 'in_progress')
    callOff = room.timeline.after(pace.answerMs(draft.usage.output) - pace.firstTokenMs(0), () => {
      entry.cancel = null
      entry.body = responseObject(draft, finalStatus(draft.composition))
      call.settle(
        draft.usage,
        200,
        draft.composition.finish === 'content_filter' ? 'output-filtered' : 'answered',
      )
    })
  })
  call.visit.send(200, JSON.stringify(entry.body), call.headers('application/json'))
}
