import type { AzureFacts } from '../../azure/index.ts'
import type { SettingPath } from '../diagnostic.ts'
import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import { isResidency, residenciesIn } from '../residency.ts'
import { quoted } from '../shape-messages.ts'
import { suggest } from '../../base/index.ts'

/** Regions and residencies have to be in Azure's tables. */
export function checkPlaces({ declaration, facts }: Declared, findings: Findings): void {
  checkResidency(declaration.residency, ['residency'], facts, findings)
  const { regions } = declaration
  if (regions === undefined) return
  checkRegion(regions.primary, ['regions', 'primary'], facts, findings)
  if (regions.secondary === undefined) return
  checkRegion(regions.secondary, ['regions', 'secondary'], facts, findings)
  if (regions.secondary === regions.primary) {
    findings.error(['regions', 'secondary'], 'is the primary region too, so it is no place to go on from')
  }
}

export function checkRegion(
  region: string,
  path: SettingPath,
  { regions }: AzureFacts,
  findings: Findings,
  at: 'key' | 'value' = 'value',
): void {
  if (regions.find(region) !== null) return
  // Portals show display names ("Sweden Central"), which ARM takes as well.
  const short = region.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  findings.error(path, `${quoted(region)} is not an Azure region (list of ${regions.asOf})`, {
    suggestion: regions.find(short) === null ? suggest(short, regions.names) : short,
    at,
  })
}

export function checkResidency(
  residency: string,
  path: SettingPath,
  facts: AzureFacts,
  findings: Findings,
): void {
  if (isResidency(residency, facts)) return
  findings.error(
    path,
    `${quoted(residency)} is not a residency: write global, eu, us or an Azure geography`,
    {
      suggestion: suggest(residency.toLowerCase().replaceAll(' ', '-'), residenciesIn(facts)),
    },
  )
}
