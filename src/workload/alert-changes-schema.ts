import * as z from 'zod'
import { ALERT_RULES, SEVERITIES, type SettingInForce, written } from '../monitoring/index.ts'
import { bytesWithin, choice, durationWithin, text, whole } from './scalars.ts'

const flag = { error: 'must be true or false' }

/** What a workload file may change of one alert: of each the same, and what its rule declares. */
function changesOf({ severity, settings }: (typeof ALERT_RULES)[number]) {
  return z
    .strictObject({
      off: z.boolean(flag).optional().describe('Nobody is told of it, nowhere. Needs `because`.'),
      because: text().optional().describe('Why, for whoever reads the file next.'),
      severity: choice(SEVERITIES, 'a severity').optional().describe(`\`${severity}\` when left out.`),
      ...Object.fromEntries(settings.map((setting) => [setting.name, valueOf(setting).optional()])),
    })
    .transform(({ off, because, severity: changed, ...values }) => ({
      isOff: off ?? false,
      because: because ?? null,
      severity: changed ?? null,
      values: values as Readonly<Record<string, number>>,
    }))
}

function valueOf({ kind, least, most, usual, says }: SettingInForce): z.ZodType<number> {
  const range = `${written(kind, least)} to ${written(kind, most)}`
  const description = `${says.replace(/^[a-z]/, (first) => first.toUpperCase())}; \`${written(kind, usual)}\` when left out.`
  return numberOf(kind, least, most, range).describe(description)
}

function numberOf(
  kind: SettingInForce['kind'],
  least: number,
  most: number,
  range: string,
): z.ZodType<number> {
  switch (kind) {
    case 'count':
      return whole(least, most)
    case 'percent': {
      const error = `must be a number of percent from ${range}`
      return z.number({ error }).min(least, { error }).max(most, { error })
    }
    case 'time':
      return durationWithin(least, most, range)
    case 'size':
      return bytesWithin(least, most, range)
  }
}

export const alertChanges = z.strictObject(
  Object.fromEntries(ALERT_RULES.map((rule) => [rule.id, changesOf(rule).optional().describe(rule.says)])),
)
