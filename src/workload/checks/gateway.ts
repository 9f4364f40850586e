import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import { isLoopback } from '../hosts.ts'
import type { Reference } from '../plan.ts'

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
  checkCertificate('gateway', tls?.certificate, findings)
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

/** The admin API is open to nobody by default, either. */
export function checkAdmin({ declaration: { admin, gateway } }: Declared, findings: Findings): void {
  if (admin === undefined) return
  const { listen, tls, tls_ends_in_front: endsInFront } = admin
  const isSound = (setting: string): boolean => findings.isWhole(['admin', setting])
  if (
    !isLoopback(listen.host) &&
    tls === undefined &&
    !endsInFront &&
    isSound('tls') &&
    isSound('tls_ends_in_front')
  ) {
    findings.error(
      ['admin', 'listen'],
      'is open to other machines without TLS: set admin.tls, or admin.tls_ends_in_front: true where a proxy in front ends it',
    )
  }
  for (const [name, taken] of [
    ['gateway.listen', gateway.listen],
    ['gateway.operations', gateway.operations],
  ] as const) {
    if (taken !== undefined && listen.port !== 0 && taken.port === listen.port && taken.host === listen.host)
      findings.error(['admin', 'listen'], `is the address of ${name} too`)
  }
  checkCertificate('admin', tls?.certificate, findings)
}

function checkCertificate(section: string, certificate: Reference | undefined, findings: Findings): void {
  if (certificate?.kind !== 'literal') return
  if (certificate.value.trimStart().startsWith('-----BEGIN CERTIFICATE-----')) return
  findings.error(
    [section, 'tls', 'certificate'],
    'must be a reference: write file:PATH, env:NAME or keyvault:VAULT/SECRET',
  )
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
