import type { AlertId } from './alert-rules.ts'

/**
 * Alerts in the log of the gateway on Azure Container Apps, as its console goes to a workspace ("ContainerAppConsoleLogs",
 * learn.microsoft.com/azure/azure-monitor/reference/tables/containerappconsolelogs, read 2026-11-21). What is in force is
 * told again every five minutes. Fields are named in brackets: some, as `title`, are words of the language.
 */
const LINES = [
  'ContainerAppConsoleLogs',
  `where Log contains '"message":"alert"'`,
  'extend entry = parse_json(Log)',
  "where tostring(entry['message']) == 'alert'",
]

/** The last word on each alert that is in force. */
export const ALERT_LINES = [
  ...LINES,
  "extend alert = tostring(entry['alert']), labels = tostring(entry['labels']), status = tostring(entry['status'])",
  'summarize arg_max(TimeGenerated, *) by ContainerAppName, alert, labels',
  "where status != 'resolved' and TimeGenerated > ago(15m)",
  "project severity = tostring(entry['severity']), alert, labels, since = todatetime(entry['since']), what = tostring(entry['title'])",
  'order by severity asc, since desc',
].join('\n| ')

/** What an alert of Azure Monitor counts: a row for each time that it was told to be in force. */
export function alertQuery(id: AlertId): string {
  return [
    ...LINES,
    `where tostring(entry['alert']) == '${id}' and tostring(entry['status']) in ('firing', 'in force')`,
    "project TimeGenerated, about = tostring(entry['labels']), what = tostring(entry['title']), value = todouble(entry['value'])",
  ].join('\n| ')
}
