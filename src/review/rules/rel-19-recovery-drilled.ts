import type { Rule } from '../rule.ts'
import { daysSince } from '../../azure/index.ts'
/** Half a year. */
const MAX_AGE_DAYS = 180

export const rel19: Rule = {
  id: 'REL-19',
  title: 'Recovery has targets and is tried out',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI reliability', isDerived: true },
  looksAt: 'Recovery time and point of `continuity`, and the day of the last drill.',
  why: 'A plan that was never tried is a guess, and nobody notices when it stops working.',
  remedy:
    'Set `recovery_time` and `recovery_point`, lose a region on purpose at least twice a year, and note the day as `last_drill`.',
  workload: {
    *check(workload) {
      const { continuity } = workload.declaration
      for (const key of ['recovery_time', 'recovery_point'] as const)
        yield workload.judge(['continuity', key], continuity?.[key], {
          isGood: () => true,
          good: `continuity.${key} is set`,
          bad: '',
        })
      yield workload.judge(['continuity', 'last_drill'], continuity?.last_drill, {
        isGood: (day) => daysSince(day, workload.nowMs) <= MAX_AGE_DAYS,
        good: (day) => `losing a region was tried out on ${day}`,
        bad: (day) =>
          `losing a region was last tried out on ${day}, ${daysSince(day, workload.nowMs)} days ago`,
      })
    },
    cases: {
      fails: ['continuity: { recovery_time: 4h, recovery_point: 1h, last_drill: 2025-11-01 }'],
      passes: ['continuity: { recovery_time: 4h, recovery_point: 1h, last_drill: 2026-10-01 }'],
      undetermined: ['continuity: { last_drill: 2026-10-01 }', 'environment: production'],
    },
  },
}
