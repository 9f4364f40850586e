import type { TrafficQuery } from '../../ledger/index.ts'
import type { Handlers } from '../call.ts'
import { failureMeaning } from '../failure-meaning.ts'
import { shownSteps, shownTraffic, windowSpan } from '../window-span.ts'

const MOST_MODELS = 20
const MOST_FAILURES = 50
/** Of regions: more than Azure has, by all steps of a window. */
const MOST_ROWS = 10_000

export const OVERVIEW_HANDLERS: Handlers<'overview'> = {
  async overview({ query: { window }, ports: { clock, ledger } }) {
    const span = windowSpan(window, clock.nowMs())
    const { fromMs, toMs, stepMs, before } = span
    const whole = { names: null, fromMs, toMs, stepMs: null, limit: MOST_ROWS } as const
    const all: TrafficQuery = { ...whole, kind: 'all' }
    const regional: TrafficQuery = { ...whole, kind: 'region' }
    const [total, earlier, steps, regions, regionSteps, models, failures] = await Promise.all([
      ledger.traffic(all),
      ledger.traffic({ ...all, ...before }),
      ledger.traffic({ ...all, stepMs }),
      ledger.traffic(regional),
      ledger.traffic({ ...regional, stepMs }),
      ledger.traffic({ ...whole, kind: 'model', limit: MOST_MODELS }),
      ledger.failures({ kind: 'all', name: '', fromMs, toMs, limit: MOST_FAILURES }),
    ])
    const stepsByRegion = Map.groupBy(regionSteps, ({ name }) => name)
    return {
      fromMs,
      toMs,
      stepMs,
      total: shownTraffic(total[0]),
      before: shownTraffic(earlier[0]),
      steps: shownSteps(span, steps),
      regions: regions.map((row) => ({
        region: row.name === '' ? null : row.name,
        total: shownTraffic(row),
        steps: shownSteps(span, stepsByRegion.get(row.name) ?? []),
      })),
      models: models.map((row) => ({ model: row.name, total: shownTraffic(row) })),
      failures: failures.map(({ reason, count }) => ({
        failure: reason,
        exchanges: count,
        meaning: failureMeaning(reason) ?? reason,
      })),
    }
  },
}
