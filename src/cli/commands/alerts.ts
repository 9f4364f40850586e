import { ALERT_RULES, type KnownRule, prometheusRules, written } from '../../monitoring/index.ts'
import type { AlertSettings } from '../../workload/index.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { OUT_FLAG, writeOut } from '../output-file.ts'
import { formatTable } from '../table.ts'
import { soundPlan } from '../workload-file.ts'

const FORMATS = ['table', 'prometheus'] as const

export const alerts: Command = {
  name: 'alerts',
  summary: 'Show the alerts as a workload file has them, or write them as rules for Prometheus',
  usage: `FILE [--format ${FORMATS.join('|')}] [--out FILE]`,
  details: `Each alert with its severity and what can be set of it under telemetry.alerts.rules; a star is where the file differs
from what the program comes with. The program itself and the alerts of Azure Monitor go by the file without asking;
Prometheus goes by what --format prometheus writes.`,
  flags: {
    format: { kind: 'choice', of: FORMATS, default: 'table', summary: 'How to print' },
    out: OUT_FLAG,
  },
  positionals: { least: 1, most: 1 },
  async run(given, environment) {
    const [file = ''] = given.positionals
    const settings = (await soundPlan(file, environment)).telemetry.alerts
    const isForPrometheus = given.requiredChoice('format', FORMATS) === 'prometheus'
    await writeOut(isForPrometheus ? prometheusRules(settings.rules) : tableOf(settings), given, environment)
    return EXIT.ok
  },
}

function tableOf({ rules, off }: AlertSettings): string {
  const rows = ALERT_RULES.map((usual) => {
    const own = rules.find(({ id }) => id === usual.id)
    if (own === undefined) return [usual.id, 'off *', off.get(usual.id) ?? '']
    const severity = own.severity === usual.severity ? own.severity : `${own.severity} *`
    return [own.id, severity, own.settings.map(shown).join(', ')]
  })
  return formatTable([{ title: 'ALERT' }, { title: 'SEVERITY' }, { title: 'SETTINGS' }], rows)
}

function shown({ name, kind, value, usual }: KnownRule['settings'][number]): string {
  return `${name}: ${written(kind, value)}${value === usual ? '' : ' *'}`
}
