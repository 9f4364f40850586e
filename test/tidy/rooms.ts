/** The rooms of the house and their layers: what `imports.ts` holds every import to. ARCHITECTURE.md shows the same. */
export const ROOMS: Readonly<Record<string, number>> = {
  base: 0,
  azure: 1,
  monitoring: 1,
  workload: 2,
  batches: 3,
  cache: 3,
  flows: 3,
  identity: 3,
  'landing-zone': 3,
  ledger: 3,
  limits: 3,
  models: 3,
  providers: 3,
  retrieval: 3,
  review: 3,
  safety: 3,
  simulator: 3,
  admin: 4,
  gateway: 4,
  storage: 4,
  telemetry: 4,
  cli: 5,
}

/** Packages that one room alone may know, so that it stays the one place to change when they do. */
export const CONFINED_PACKAGES: Readonly<Record<string, string>> = {
  '@electric-sql/pglite': 'storage',
  '@opentelemetry/exporter-metrics-otlp-proto': 'telemetry',
  '@opentelemetry/resources': 'telemetry',
  '@opentelemetry/sdk-metrics': 'telemetry',
  ioredis: 'storage',
  pg: 'storage',
  pino: 'telemetry',
  yaml: 'workload',
}

/** A folder of plug-ins, and the one file that lists them. */
export interface PlugPoint {
  readonly folder: string
  /** What the code of a plug-in says and that of its neighbours does not; absent where every file is one. */
  readonly mark?: RegExp
  readonly registry: string
}

export const PLUG_POINTS: readonly PlugPoint[] = [
  {
    folder: 'src/landing-zone/printers',
    mark: /\bexport const \w+: Printer\b/,
    registry: 'src/landing-zone/printers/registry.ts',
  },
  { folder: 'src/cli/commands', registry: 'src/cli/commands.ts' },
  { folder: 'src/review/rules', registry: 'src/review/registry.ts' },
  { folder: 'src/review/reporters', mark: /: Reporter = \{/, registry: 'src/review/reporters/registry.ts' },
  { folder: 'src/providers', mark: /\bexport const \w+: Provider\b/, registry: 'src/providers/registry.ts' },
  {
    folder: 'src/providers/credentials',
    mark: /\bimplements Credential\b/,
    registry: 'src/providers/credentials/registry.ts',
  },
]

export function roomOf(path: string): string | null {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? null
}

export function doorOf(room: string): string {
  return `src/${room}/index.ts`
}
