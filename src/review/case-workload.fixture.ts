import { formatDiagnostic, loadDesign } from '../workload/index.ts'
import { Workload } from './workload-target.ts'

/** The sections that a case leaves out. */
const SECTIONS: readonly (readonly [string, string])[] = [
  ['workload', 'workload: contoso-assistant'],
  ['environment', 'environment: production'],
  ['exposure', 'exposure: corp'],
  [
    'accounts',
    `accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:FRC, auth: managed-identity }`,
  ],
  [
    'models',
    `models:
  gpt-4.1:
    version: "2025-04-14"
    deployments:
      - { id: gpt41-swc, account: swc, type: data-zone-standard, tpm: 100k }
      - { id: gpt41-frc, account: frc, type: data-zone-standard, tpm: 100k }`,
  ],
]

/** The day on which cases are reviewed. */
export const CASE_DAY_MS = Date.parse('2026-11-21T00:00:00Z')

/** A whole workload file of a case's sections. Throws where the file is not sound: a case is a file that loads. */
export function caseWorkload(sections: string): Workload {
  const given = new Set([...sections.matchAll(/^([a-z_]+):/gm)].map(([, key]) => key))
  const text = [sections, ...SECTIONS.filter(([key]) => !given.has(key)).map(([, section]) => section)].join(
    '\n',
  )
  const design = loadDesign(text, { source: 'case.yaml' })
  if (!design.ok) throw new Error(`${design.diagnostics.map(formatDiagnostic).join('\n')}\n\n${text}`)
  return new Workload('case.yaml', design, CASE_DAY_MS)
}
