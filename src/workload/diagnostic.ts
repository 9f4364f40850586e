/** One thing that is wrong, or doubtful, in a workload file, and where. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  /** The file, as given. */
  readonly source: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** The setting, such as `models.gpt-4.1.deployments[0].type`; empty for the file as a whole. */
  readonly path: string
  readonly message: string
  /** What was probably meant. */
  readonly suggestion: string | null
}

/** `workload.yaml:14:9 models.gpt-4.1.deployments[0].type: "gpu" is not a deployment type; did you mean "ptu"?` */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { severity, source, line, column, path, message, suggestion } = diagnostic
  const where = `${source}:${line}:${column}${path === '' ? '' : ` ${path}`}`
  const kind = severity === 'warning' ? ' warning:' : ''
  const hint = suggestion === null ? '' : `; did you mean "${suggestion}"?`
  return `${where}:${kind} ${message}${hint}`
}

/** Where in the file, as keys and list indexes from the top. */
export type SettingPath = readonly (string | number)[]

export function formatPath(path: SettingPath): string {
  let text = ''
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`
  return text
}
