import { ApiProblem } from '../api-problem.ts'
import type { AnswerOf, Handlers } from '../call.ts'

export const USAGE_HANDLERS: Handlers<'usage' | 'exchanges.records'> = {
  async usage({ query: { by, fromMs = null, toMs = null }, ports }) {
    return { rows: [...(await ports.ledger.usage({ by, fromMs, toMs }))] }
  },
  async 'exchanges.records'({ params: { id }, ports }) {
    const records = await ports.ledger.exchange(id)
    if (records === null) throw new ApiProblem('not_found', `there is no request ${id}`)
    return records as unknown as AnswerOf<'exchanges.records'>
  },
}
