import { ALERT_RULES, type AlertRule } from './alert-rules.ts'
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

function sectionOf({ id, severity, says, because, remedy, forMs }: AlertRule): string {
  const lasting = forMs === 0 ? '' : `, when it holds for ${duration(forMs)}`
  return [
    `### ${id}`,
    `${says} (${severity}${lasting})`,
    `**Mostly because:** ${because}`,
    `**Do:** ${remedy}`,
  ].join('\n\n')
}
