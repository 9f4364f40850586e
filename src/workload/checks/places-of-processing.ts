import { findRegion, REGION_NAMES, REGIONS_AS_OF } from '../../azure/index.ts'
import type { SettingPath } from '../diagnostic.ts'
import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import { RESIDENCIES } from '../residency.ts'
import { quoted } from '../shape-messages.ts'
import { suggest } from '../../base/index.ts'

/** Regions and residencies have to be in Azure's tables. */
export function checkPlaces({ declaration }: Declared, findings: Findings): void {
  checkResidency(declaration.residency, ['residency'], findings)
  const { regions } = declaration
  if (regions === undefined) return
  checkRegion(regions.primary, ['regions', 'primary'], findings)
  if (regions.secondary === undefined) return
  checkRegion(regions.secondary, ['regions', 'secondary'], findings)
  if (regions.secondary === regions.primary) {
    findings.error(['regions', 'secondary'], 'is the primary region too, so it is no place to go on from')
  }
}

export function checkRegion(
  region: string,
  path: SettingPath,
  findings: Findings,
  at: 'key' | 'value' = 'value',
): void {
  if (findRegion(region) !== null) return
  // Portals show display names ("Sweden Central"), which ARM takes as well.
  const short = region.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  findings.error(path, `${quoted(region)} is not an Azure region (list of ${REGIONS_AS_OF})`, {
    suggestion: findRegion(short) === null ? suggest(short, REGION_NAMES) : short,
    at,
  })
}

export function checkResidency(residency: string, path: SettingPath, findings: Findings): void {
  if (RESIDENCIES.includes(residency)) return
  findings.error(
    path,
    `${quoted(residency)} is not a residency: write global, eu, us or an Azure geography`,
    {
      suggestion: suggest(residency.toLowerCase().replaceAll(' ', '-'), RESIDENCIES),
    },
  )
}
