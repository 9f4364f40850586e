import { suggest } from '../../base/index.ts'
import type { Declared } from '../declared.ts'
import type { SettingPath } from '../diagnostic.ts'
import type { Findings } from '../findings.ts'
import { quoted } from '../shape-messages.ts'
import { checkRegion } from './places-of-processing.ts'

/** The sections of the design: regions that exist, and parts that are there. */
export function checkDesign({ declaration, facts }: Declared, findings: Findings): void {
  const { network, continuity, data, application, exposure } = declaration
  const needed = exposure === 'online' ? 'published' : 'closed'
  if (network?.preset !== undefined && exposure !== undefined && network.preset !== needed)
    findings.error(['network', 'preset'], `contradicts \`exposure: ${exposure}\`; for that it is ${needed}`)
  for (const [index, region] of (network?.gateway_regions ?? []).entries())
    checkRegion(region, ['network', 'gateway_regions', index], facts, findings)
  for (const [name, { primary, replica, model }] of Object.entries(continuity?.assets ?? {})) {
    if (primary !== undefined)
      checkRegion(primary, ['continuity', 'assets', name, 'primary'], facts, findings)
    if (replica !== undefined)
      checkRegion(replica, ['continuity', 'assets', name, 'replica'], facts, findings)
    if (model !== undefined && !Object.hasOwn(declaration.models, model) && findings.isWhole(['models']))
      findings.error(['continuity', 'assets', name, 'model'], `${quoted(model)} is no model of the file`, {
        suggestion: suggest(model, Object.keys(declaration.models)),
      })
  }
  const parts = Object.keys(application?.parts ?? {})
  for (const [name, store] of Object.entries(data?.stores ?? {})) {
    if (store.region !== undefined)
      checkRegion(store.region, ['data', 'stores', name, 'region'], facts, findings)
    checkParts(store.reached_by, ['data', 'stores', name, 'reached_by'], parts, findings)
  }
  for (const [name, part] of Object.entries(application?.parts ?? {})) {
    checkParts(part.calls, ['application', 'parts', name, 'calls'], parts, findings)
    checkParts(part.deployed_with, ['application', 'parts', name, 'deployed_with'], parts, findings)
    const { least = 0, most = Infinity } = part.replicas ?? {}
    if (least > most)
      findings.error(['application', 'parts', name, 'replicas', 'least'], 'is more than `most`')
  }
}

function checkParts(
  named: readonly string[] | undefined,
  path: SettingPath,
  parts: readonly string[],
  findings: Findings,
): void {
  for (const [index, name] of (named ?? []).entries()) {
    if (parts.includes(name) || !findings.isWhole(['application', 'parts'])) continue
    findings.error([...path, index], `${quoted(name)} is no part of application.parts`, {
      suggestion: suggest(name, parts),
    })
  }
}
