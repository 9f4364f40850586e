import type { SharedStore } from '../gateway-design.ts'
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
import { POSTGRES, POSTGRES_PORT } from './gateway-services.ts'

const POSTGRES_API = '2025-08-01'
const BACKUP_DAYS = 35
const STORAGE_GB = 128
const LEDGER = 'ledger'

export interface GatewayPostgres {
  readonly server: Resource
  readonly resources: readonly Resource[]
  /** As `storage.database` takes it, for who signs in by this name. */
  address(this: void, user: string): Text
}

const ADMINISTRATOR: Parameter = {
  name: 'ledgerAdministrator',
  description: 'Object id of the Entra group whose members administer the Postgres of the ledger.',
  isSecret: false,
  default: null,
}
const ADMINISTRATOR_NAME: Parameter = {
  name: 'ledgerAdministratorName',
  description: 'Name of that group, which its members sign in to Postgres as.',
  isSecret: false,
  default: null,
}
/** What is asked for where the file names no administrators of databases. */
export function postgresParameters({ declaration }: Estate): readonly Parameter[] {
  const isNamed = declaration.landing_zone?.database_administrators !== undefined
  return isNamed ? [] : [ADMINISTRATOR, ADMINISTRATOR_NAME]
}

/** The Postgres in which the replicas of all regions keep one ledger. */
export function gatewayPostgres(estate: Estate, { azureName }: SharedStore): GatewayPostgres {
  const { symbols, name, tags, homeRegion, regions, plan } = estate
  const named = estate.declaration.landing_zone?.database_administrators
  const hasZones = regions.find(({ region }) => region === homeRegion)?.hasZones ?? false
  const hasPair = (plan.facts.regions.find(homeRegion)?.pairedRegion ?? null) !== null
  const server = resource({
    symbol: symbols.of('ledgerServer'),
    type: POSTGRES.resourceType,
    apiVersion: POSTGRES_API,
    name: azureName ?? name('postgresqlServer', 'ledger'),
    body: {
      location: homeRegion,
      tags,
      sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' },
      properties: {
        version: '17',
        authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled', tenantId },
        storage: { storageSizeGB: STORAGE_GB, autoGrow: 'Enabled' },
        // Backups leave the region only where Azure pairs it with another.
        backup: {
          backupRetentionDays: BACKUP_DAYS,
          geoRedundantBackup: hasPair ? 'Enabled' : 'Disabled',
        },
        highAvailability: { mode: hasZones ? 'ZoneRedundant' : 'SameZone' },
        network: { publicNetworkAccess: 'Disabled' },
      },
    },
    because: [
      { rule: 'PLAT-06', why: 'the ledger outlives a zone, and by its backups a region.' },
      { rule: 'PNET-08', why: 'it is reached over a private endpoint alone.' },
    ],
  })
  const administrator = resource({
    symbol: symbols.of('ledgerAdministrators'),
    type: `${POSTGRES.resourceType}/administrators`,
    apiVersion: POSTGRES_API,
    name: named?.object_id ?? parameter(ADMINISTRATOR),
    parent: server,
    body: {
      properties: {
        principalType: 'Group',
        principalName: named?.name ?? parameter(ADMINISTRATOR_NAME),
        tenantId,
      },
    },
    because: [{ rule: 'APP-27', why: 'who uses it signs in with Entra ID: it has no passwords.' }],
  })
  const database = resource({
    symbol: symbols.of('ledgerDatabase'),
    type: `${POSTGRES.resourceType}/databases`,
    apiVersion: POSTGRES_API,
    name: LEDGER,
    parent: server,
    // A server takes one change at a time.
    after: [administrator],
    body: { properties: { charset: 'UTF8', collation: 'en_US.utf8' } },
  })
  return {
    server,
    resources: [server, administrator, database],
    address: (user) =>
      joined(
        'postgres://',
        `${user}@`,
        propertyOf(server, 'fullyQualifiedDomainName'),
        `:${POSTGRES_PORT}/${LEDGER}`,
      ),
  }
}

/**
 * What the administrators run once, in the database `postgres`: the gateways of all regions sign in as themselves and act
 * as one role, which owns the tables whichever of them makes those.
 */
export function ledgerStatements(users: readonly string[]): string {
  return `-- Lets the gateways into the ledger. Run it once as a member of the administrators' group, from within the network:
--   export PGPASSWORD=$(az account get-access-token --resource-type oss-rdbms --query accessToken --output tsv)
--   psql "host=SERVER.postgres.database.azure.com dbname=postgres user=GROUP sslmode=verify-full sslrootcert=system" -f ledger.sql
create role ledger_keepers nologin;
${users
  .map(
    (user) => `select pgaadauth_create_principal('${user}', false, false);
grant ledger_keepers to "${user}";`,
  )
  .join('\n')}
grant ledger_keepers to current_user;
alter database ${LEDGER} owner to ledger_keepers;
alter database ${LEDGER} set role to ledger_keepers;
`
}
