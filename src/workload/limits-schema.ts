import * as z from 'zod'
import { FISCAL_PATTERNS, PERIODS } from './plan-limits.ts'
import { choice, count, dollars, modelName, moment, secret, text, value, whole } from './scalars.ts'

/** The part of the workload file that says how much may be used: by a consumer, of a model, of a deployment. */
export const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const

export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

export const calendar = z.strictObject({
  time_zone: text()
    .prefault('UTC')
    .describe('Time zone of its wall clock, such as `Europe/Zurich`; daylight saving time is followed.'),
  week_starts: choice(WEEKDAYS, 'a weekday').prefault('monday').describe('First day of a week.'),
  fiscal_year: z
    .strictObject({
      starts: choice(MONTHS, 'a month')
        .prefault('january')
        .describe(
          'Month in which it starts: on its first day, or by weeks on the start of a week nearest to that.',
        ),
      pattern: choice(FISCAL_PATTERNS, 'a fiscal calendar')
        .prefault('months')
        .describe(
          '`months`: its months are those of the calendar. Otherwise the weeks of the three months of each quarter; a 53rd week belongs to the last month.',
        ),
    })
    .optional()
    .describe('Needed for `fiscal-month`, `fiscal-quarter` and `fiscal-year`.'),
})

function mode() {
  return choice(['enforce', 'shadow'], 'a mode')
}

function weight() {
  const error = 'must be a number from 0 to 1000'
  return z.number({ error }).min(0, { error }).max(1000, { error }).prefault(1)
}

const MAX_THRESHOLDS = 8

const windowed = {
  per: choice(PERIODS, 'a period').describe('Length of the window.'),
  window: choice(['calendar', 'sliding'], 'a kind of window')
    .prefault('calendar')
    .describe(
      '`calendar`: from one start of the period to the next. `sliding`: any stretch of that length; for hour, day and week.',
    ),
  time_zone: text().optional().describe('Time zone of a calendar window. That of `calendar` when left out.'),
  mode: mode().optional().describe('`enforce` or `shadow`. That of these limits when left out.'),
}

const quota = z.strictObject({
  amount: count().describe('Tokens in one window, after weighting.'),
  ...windowed,
})

const anyBudget = {
  usd: dollars().describe('US dollars in one window.'),
  ...windowed,
  thresholds: z
    .array(whole(1, 1000))
    .max(MAX_THRESHOLDS, { error: `must be a list of at most ${MAX_THRESHOLDS} percentages` })
    .optional()
    .describe(
      'Percentages of the budget, rising; each is reported once in a window. 50, 80 and 100 when left out; a sliding budget has none.',
    ),
  webhook: value()
    .optional()
    .describe(
      'Address that is called when a threshold is crossed: `https://...`, or a reference where the address holds a key.',
    ),
  webhook_secret: secret()
    .optional()
    .describe('Signs each call, as standardwebhooks.com has it. No signature when left out.'),
}

const budget = z.strictObject({
  ...anyBudget,
  at_end: z
    .union(
      [
        choice(['refuse', 'provisioned-only'], 'an end of a budget').describe(
          '`refuse`: calls are refused. `provisioned-only`: only provisioned deployments go on, as they cost nothing more.',
        ),
        z
          .strictObject({
            fall_back_to: modelName().describe(
              'Model to go on with. This budget no longer refuses calls to it, and counts them.',
            ),
          })
          .describe('Calls go on with a cheaper model.'),
      ],
      { error: 'is not an end of a budget; write refuse, provisioned-only or { fall_back_to: MODEL }' },
    )
    .optional()
    .describe('What happens when the budget is used up. `refuse` when left out.'),
})

const deploymentBudget = z.strictObject(anyBudget)

const raise = z.strictObject({
  limit: choice(
    ['requests_per_minute', 'tokens_per_minute', 'concurrent', 'tokens', 'budget'],
    'a limit',
  ).describe('Which of these limits.'),
  per: choice(PERIODS, 'a period')
    .optional()
    .describe('For `tokens` and `budget`: the one of this period. Not needed where there is one alone.'),
  amount: count().optional().describe('The amount meanwhile, for all but `budget`.'),
  usd: dollars().optional().describe('US dollars meanwhile, for `budget`.'),
  from: moment()
    .optional()
    .describe('When it begins: a date, or a time with its offset. At once when left out.'),
  until: moment().describe(
    'When it ends: a date, which is part of it, or a time with its offset, such as 2026-12-24T18:00Z.',
  ),
})

const MAX_LISTED = 20

function oneOrMore<Schema extends z.ZodType>(schema: Schema, what: string) {
  return z.union([schema, z.array(schema).max(MAX_LISTED)], {
    error: ({ input }) =>
      Array.isArray(input) ? `must be a list of at most ${MAX_LISTED}` : `must be ${what}, or a list of them`,
  })
}

const MAX_RAISES = 100

const any = {
  requests_per_minute: count().optional().describe('Requests in any minute.'),
  tokens_per_minute: count()
    .optional()
    .describe('Tokens in any minute, after weighting: set aside by estimate, then put right.'),
  concurrent: whole(1, 1_000_000).optional().describe('Exchanges at once.'),
  token_weights: z
    .strictObject({
      input: weight().describe('For each token of the prompt that is of no other class.'),
      cached: weight().describe('For each token of the prompt that the provider had cached.'),
      output: weight().describe('For each token of the answer that is of no other class.'),
      reasoning: weight().describe('For each token that the model thought with.'),
      audio: weight().describe('For each token of sound, in or out.'),
    })
    .optional()
    .describe('What one token counts for `tokens_per_minute` and `tokens`, by its class.'),
  tokens: oneOrMore(quota, 'a quota').optional().describe('Quotas of tokens: one, or a list.'),
  mode: mode()
    .prefault('enforce')
    .describe('`shadow`: these limits are counted and reported, and refuse nothing.'),
  raises: z
    .array(raise)
    .max(MAX_RAISES, { error: `must be a list of at most ${MAX_RAISES}; those that are over can go` })
    .prefault([])
    .describe('Other amounts for a while.'),
}

export const limits = z.strictObject({
  ...any,
  budget: oneOrMore(budget, 'a budget').optional().describe('Budgets of money: one, or a list.'),
})

export const deploymentLimits = z.strictObject({
  ...any,
  budget: oneOrMore(deploymentBudget, 'a budget').optional().describe('Budgets of money: one, or a list.'),
})

export type LimitsDeclaration = z.output<typeof limits> | z.output<typeof deploymentLimits>
export type CalendarDeclaration = z.output<typeof calendar>
export type QuotaDeclaration = z.output<typeof quota>
export type BudgetDeclaration = z.output<typeof deploymentBudget> & Pick<z.output<typeof budget>, 'at_end'>
export type RaiseDeclaration = z.output<typeof raise>
