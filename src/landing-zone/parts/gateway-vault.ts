import type { Estate } from '../estate.ts'
import {
  joined,
  type Parameter,
  parameter,
  propertyOf,
  type Resource,
  resource,
  tenantId,
  type Text,
} from '../resource-graph.ts'
import { hasApplicationGateways } from './entrance-wish.ts'
import { VAULT } from './gateway-services.ts'

const VAULT_API = '2026-02-01'

/** A secret that whoever deploys hands over, and the gateway finds in the vault of its region. */
export interface VaultSecret {
  /** Within the vault: letters, digits and hyphens. */
  readonly name: string
  readonly parameter: Parameter
  readonly contentType: string
}

/** Consumers' keys: what `causeway keys create` writes. */
export const KEYS_SECRET = 'gateway-keys'

/** What clients see of the entrance's name. */
export const CERTIFICATE_SECRET = 'entrance-certificate'

/** The secrets of the gateway and of the entrance before it, in the order in which they are asked for. */
export function gatewaySecrets(estate: Estate): readonly VaultSecret[] {
  const { gateway, symbols } = estate
  const ofTheEntrance = hasApplicationGateways(estate) ? [certificate] : []
  if (gateway === null) return ofTheEntrance
  return [
    {
      name: KEYS_SECRET,
      contentType: 'application/json',
      parameter: {
        name: 'gatewayKeys',
        description: 'Content of a keys.json that causeway keys create made: hashes of consumers’ keys.',
        isSecret: true,
        default: null,
      },
    },
    ...gateway.asked.map((name) => ({
      name: secretNameOf(name),
      contentType: 'text/plain',
      parameter: {
        name: symbols.of('env', ...name.toLowerCase().split('_')),
        description: `Value of env:${name} in the workload file.`,
        isSecret: true,
        default: null,
      },
    })),
    ...ofTheEntrance,
  ]
}

const certificate: VaultSecret = {
  name: CERTIFICATE_SECRET,
  contentType: 'application/x-pkcs12',
  parameter: {
    name: 'entranceCertificate',
    description: 'Certificate of the entrance with its key: a PFX without a password, in base64.',
    isSecret: true,
    default: null,
  },
}

/** The vault's name of an environment variable's value: small letters, digits and hyphens. */
export function secretNameOf(variable: string): string {
  const plain = variable.toLowerCase().replaceAll('_', '-')
  // Two variables may differ in case alone, or in what a secret's name cannot hold.
  const isWhole = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(variable)
  return isWhole ? `env-${plain}` : `env-x-${Buffer.from(variable).toString('hex')}`
}

export const addressOfSecret = (vault: Resource, name: string): Text =>
  joined(propertyOf(vault, 'vaultUri'), `secrets/${name}`)

/** The vault of a region's gateway, with its secrets. */
export function gatewayVault(estate: Estate, region: string): readonly [vault: Resource, ...Resource[]] {
  const { symbols, name, tags } = estate
  const vault = resource({
    symbol: symbols.of('gatewayVault', region),
    type: VAULT.resourceType,
    apiVersion: VAULT_API,
    name: name('keyVault', 'gateway', region),
    body: {
      location: region,
      tags,
      properties: {
        tenantId,
        sku: { family: 'A', name: 'standard' },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enablePurgeProtection: true,
        publicNetworkAccess: 'Disabled',
        networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' },
      },
    },
    because: [
      { rule: 'PNET-08', why: 'secrets of the gateway are reached over its private endpoint alone.' },
    ],
  })
  const secrets = gatewaySecrets(estate).map(({ name: secretName, parameter: given, contentType }) =>
    resource({
      symbol: symbols.of('gatewaySecret', secretName, region),
      type: `${VAULT.resourceType}/secrets`,
      apiVersion: VAULT_API,
      name: secretName,
      parent: vault,
      body: { properties: { value: parameter(given), contentType } },
    }),
  )
  return [vault, ...secrets]
}
