import type { Estate } from '../estate.ts'
import { idOf, type Resource, resource, type Stage } from '../resource-graph.ts'
import { recipientsOf } from './recipients.ts'

/** A budget of the subscription, which tells somebody before it is spent. It stops nothing: limits of consumers do. */
const THRESHOLDS = [50, 80, 100]
const NANO = 1e9
/** Months that a calendar window of the file lasts. */
const MONTHS: Readonly<Record<string, number>> = {
  month: 1,
  'fiscal-month': 1,
  quarter: 3,
  'fiscal-quarter': 3,
  year: 12,
  'fiscal-year': 12,
}

export function budgetStage(estate: Estate, actionGroup: Resource | null): Stage | null {
  const { declaration, notes, name, homeRegion } = estate
  const budget = declaration.landing_zone?.budget
  if (budget === undefined) {
    if (declaration.operations?.budget_alerts === true)
      notes.add(
        'No budget is built, since Azure wants the month that it begins in: `landing_zone.budget.from`.',
      )
    return null
  }
  const amount = budget.usd ?? monthlyDollars(estate)
  if (amount === null || actionGroup === null) {
    notes.add(
      amount === null
        ? 'No budget is built: neither `landing_zone.budget.usd` nor a consumer has an amount for a month, quarter or year.'
        : 'No budget is built, since there is nobody to tell: `landing_zone.alerts.to`.',
    )
    return null
  }
  const notified = {
    enabled: true,
    operator: 'GreaterThanOrEqualTo',
    contactEmails: recipientsOf(estate),
    contactGroups: [idOf(actionGroup)],
  }
  return {
    name: '72-budget',
    purpose: 'A budget of the subscription, which tells somebody before it is spent.',
    scope: { kind: 'subscription', location: homeRegion },
    parameters: [],
    resources: [
      resource({
        symbol: 'budget',
        type: 'Microsoft.Consumption/budgets',
        apiVersion: '2026-06-01',
        name: name('budget'),
        body: {
          properties: {
            category: 'Cost',
            amount: Math.ceil(amount),
            timeGrain: 'Monthly',
            timePeriod: { startDate: `${budget.from}T00:00:00Z` },
            notifications: {
              ...Object.fromEntries(
                THRESHOLDS.map((threshold) => [
                  `actual${threshold}`,
                  { ...notified, threshold, thresholdType: 'Actual' },
                ]),
              ),
              forecast100: { ...notified, threshold: 100, thresholdType: 'Forecasted' },
            },
          },
        },
        because: [{ rule: 'APP-17', why: 'cost is seen before it is spent.' }],
      }),
    ],
    outputs: [],
  }
}

/** What the topmost paths that have a budget may spend in a month; null where none has one. */
function monthlyDollars({ plan }: Estate): number | null {
  const budgets = new Map<string, number>()
  for (const [path, limits] of plan.limits.consumers) {
    const dollars = limits.flatMap(({ measure, amount, window }) => {
      const months = window.kind === 'calendar' ? MONTHS[window.period] : undefined
      return measure === 'nano-usd' && months !== undefined ? [amount / NANO / months] : []
    })
    if (dollars.length > 0) budgets.set(path, Math.min(...dollars))
  }
  const paths = [...budgets.keys()]
  const topmost = paths.filter((path) => !paths.some((above) => path.startsWith(`${above}/`)))
  return topmost.length === 0 ? null : topmost.reduce((sum, path) => sum + (budgets.get(path) ?? 0), 0)
}
