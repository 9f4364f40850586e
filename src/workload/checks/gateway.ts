import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import { isLoopback } from '../hosts.ts'

/** The gateway's settings: nothing open by default, and limits that agree with each other. */
export function checkGateway({ declaration }: Declared, findings: Findings): void {
  const { gateway, environment } = declaration
  const isSound = (setting: string): boolean => findings.isWhole(['gateway', setting])
  const { listen, operations, tls } = gateway
  if (
    !isLoopback(listen.host) &&
    tls === undefined &&
    !gateway.tls_ends_in_front &&
    isSound('tls') &&
    isSound('tls_ends_in_front')
  ) {
    findings.error(
      ['gateway', 'listen'],
      'is open to other machines without TLS: set gateway.tls, or gateway.tls_ends_in_front: true where a proxy in front ends it',
    )
  }
  if (
    operations !== undefined &&
    operations.port !== 0 &&
    operations.port === listen.port &&
    operations.host === listen.host
  ) {
    findings.error(['gateway', 'operations'], 'is the address of gateway.listen too')
  }
  const certificate = tls?.certificate
  if (
    certificate?.kind === 'literal' &&
    !certificate.value.trimStart().startsWith('-----BEGIN CERTIFICATE-----')
  ) {
    findings.error(
      ['gateway', 'tls', 'certificate'],
      'must be a reference: write file:PATH, env:NAME or keyvault:VAULT/SECRET',
    )
  }
  if (gateway.body_limit > gateway.bodies_limit && isSound('body_limit') && isSound('bodies_limit')) {
    findings.error(
      ['gateway', 'bodies_limit'],
      'must be at least gateway.body_limit, or no large request could ever be taken',
    )
  }
  if (gateway.log.prompts && environment === 'production') {
    findings.warning(
      ['gateway', 'log', 'prompts'],
      'writes what people ask, personal data, into the log of a production workload',
    )
  }
  checkDeadlines('deadlines', [], gateway.deadlines, findings)
  checkDeadlines('deadlines', ['reasoning'], gateway.deadlines.reasoning, findings)
}

function checkDeadlines(
  section: string,
  below: readonly string[],
  { first_token: firstToken, total }: { readonly first_token: number; readonly total: number },
  findings: Findings,
): void {
  const path = ['gateway', section, ...below]
  if (firstToken <= total || !findings.isWhole(path)) return
  findings.warning(
    [...path, 'first_token'],
    'is longer than the deadline for the whole answer (total), which ends the wait first',
  )
}

export function checkPrices({ declaration }: Declared, findings: Findings): void {
  const seen = new Set<string>()
  for (const [index, { base_model: baseModel, type, service_tier: tier }] of declaration.prices.entries()) {
    if (!findings.isWhole(['prices', index])) continue
    const key = `${baseModel}|${type ?? ''}|${tier ?? ''}`
    if (seen.has(key)) {
      findings.error(
        ['prices', index, 'base_model'],
        `has a price${type === undefined ? '' : ` for type ${type}`} already`,
      )
    }
    seen.add(key)
  }
}
