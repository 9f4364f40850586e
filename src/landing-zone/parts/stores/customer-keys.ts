import type { Estate } from '../../estate.ts'
import { propertyOf, type Resource, resource } from '../../resource-graph.ts'
import { KEY_VAULT_API, keyVault } from '../key-vault.ts'
import { roleAssignment } from '../role-assignment.ts'
import type { CustomerKey } from './store-maker.ts'

/** What Storage, Search, Cosmos DB, PostgreSQL and registries all take. */
const KEY_BITS = 3072

export interface RegionKeys {
  readonly vault: Resource
  readonly resources: readonly Resource[]
  /** By the words of what is encrypted. */
  readonly keys: ReadonlyMap<string, CustomerKey>
}

/** A vault for the keys that content in a region is encrypted with: a key, and an identity that may use it, for each. */
export function customerKeys(
  estate: Estate,
  region: string,
  encrypted: readonly (readonly string[])[],
): RegionKeys {
  const { symbols, name, tags, declaration } = estate
  const vault = keyVault(estate, {
    symbol: symbols.of('keyVault', region),
    name: name('keyVault', 'keys', region),
    region,
    isForEncryption: true,
    because: [{ rule: 'WAF-03', why: 'it keeps the keys that confidential content is encrypted with.' }],
  })
  const resources: Resource[] = [vault]
  const keys = new Map<string, CustomerKey>()
  const kty = declaration.governance?.regulated === true ? 'RSA-HSM' : 'RSA'
  for (const words of encrypted) {
    const identity = resource({
      symbol: symbols.of('keyIdentity', ...words),
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      apiVersion: '2024-11-30',
      name: name('managedIdentity', 'key', ...words, region),
      body: { location: region, tags },
    })
    const keyName = name('key', ...words)
    const key = resource({
      symbol: symbols.of('key', ...words),
      type: 'Microsoft.KeyVault/vaults/keys',
      apiVersion: KEY_VAULT_API,
      name: keyName,
      parent: vault,
      body: {
        properties: {
          kty,
          keySize: KEY_BITS,
          keyOps: ['wrapKey', 'unwrapKey'],
          rotationPolicy: {
            attributes: { expiryTime: 'P2Y' },
            lifetimeActions: [{ trigger: { timeBeforeExpiry: 'P30D' }, action: { type: 'rotate' } }],
          },
        },
      },
      because: [
        { rule: 'WAF-03', why: 'who takes it away takes the content away; Azure renews it in time.' },
      ],
    })
    const grant = roleAssignment(estate, ['keyGrant', ...words], {
      role: 'Key Vault Crypto Service Encryption User',
      on: key,
      to: identity,
      because: { rule: 'WAF-04', why: 'it may encrypt with this key, and do nothing else in the vault.' },
    })
    resources.push(identity, key, grant)
    keys.set(words.join('\0'), { identity, vault, key, keyName, vaultUri: propertyOf(vault, 'vaultUri') })
  }
  return { vault, resources, keys }
}
