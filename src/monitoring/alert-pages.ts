import type { AlertRule } from './alert-rule.ts'
import { ALERT_RULES } from './alert-rules.ts'
import { written } from './alert-settings.ts'
import { duration } from './promql.ts'

/** What docs/alerts.md says of each alert, between its own words and these marks. */
const FROM = '<!-- Made by npm run docs from src/monitoring/alert-rules.ts. -->'
const TO = '<!-- As far as it is made. -->'

/** The page with the part that is made put anew. */
export function alertsPage(page: string): string {
  const from = page.indexOf(FROM)
  const to = page.indexOf(TO)
  if (from < 0 || to < from) throw new Error('docs/alerts.md has no place for the alerts')
  return `${page.slice(0, from)}${FROM}\n\n${ALERT_RULES.map(sectionOf).join('\n\n')}\n\n${page.slice(to)}`
}

function sectionOf({ id, severity, says, because, remedy, forMs, settings }: AlertRule): string {
  const lasting = forMs === 0 ? '' : `, when it holds for ${duration(forMs)}`
  return [
    `### ${id}`,
    `${says} (${severity}${lasting})`,
    `**Mostly because:** ${because}`,
    `**Do:** ${remedy}`,
    ...(settings.length === 0 ? [] : [`**Can be set:** ${settings.map(settingOf).join('; ')}.`]),
  ].join('\n\n')
}

function settingOf({ name, kind, usual, least, most, says }: AlertRule['settings'][number]): string {
  const range = `${written(kind, least)} to ${written(kind, most)}`
  return `\`${name}: ${written(kind, usual)}\` (${range}), ${says}`
}
