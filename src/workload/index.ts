export { type DeclaredDeployment, deploymentsIn } from './declared.ts'
export { type Diagnostic, formatDiagnostic, formatPath, type SettingPath } from './diagnostic.ts'
export { factsJsonSchema, type FactsResult, type FactsText, FACTS_FILE, loadFacts } from './facts-file.ts'
export { type JsonSchema, workloadJsonSchema } from './json-schema.ts'
export { raiseEndMs } from './limits-from.ts'
export {
  type FactsFiles,
  factsFilesOf,
  loadDesign,
  type LoadedDesign,
  type LoadOptions,
  type LoadResult,
  loadWorkload,
  type Refused,
} from './load.ts'
export { type Place, type Places } from './places.ts'
export { traceLink } from './trace-link.ts'
export type { Declaration } from './schema.ts'
export {
  type Account,
  type AuthSetting,
  type Capacity,
  type Consumer,
  type Deadlines,
  type Deployment,
  DEPLOYMENT_TYPES,
  type DeploymentType,
  type Environment,
  type Exposure,
  type GatewaySettings,
  type JournalCommit,
  type Model,
  type Plan,
  type PriceOverride,
  type Processing,
  PROVIDER_NAMES,
  type ProviderName,
  type Reference,
  type Residency,
  type SecretReference,
  type Task,
  TASKS,
  type TokenPrice,
} from './plan.ts'
export {
  type AtEnd,
  type BudgetTerms,
  type CalendarWindow,
  type FiscalYear,
  type Limit,
  type LimitMeasure,
  type LimitMode,
  type LimitNode,
  type LimitWindow,
  type Period,
  type PlanLimits,
  type Raise,
  type TokenWeights,
} from './plan-limits.ts'
export {
  type EntraSetting,
  type SharedCountersSettings,
  type SharedDatabaseSettings,
  type StorageSettings,
  type WhenAwaySetting,
} from './plan-storage.ts'
export type { AdminSettings } from './plan-admin.ts'
export { isLoopback } from './hosts.ts'
export { type OtlpEndpoint, otlpEndpoint, type OtlpSignal } from './otlp-endpoint.ts'
export {
  type AlertSettings,
  type AzureMonitorSettings,
  type CaptureSettings,
  type MetricSettings,
  type Objectives,
  type OtlpProtocol,
  type OtlpSettings,
  type TelemetrySettings,
  type TraceSettings,
} from './plan-telemetry.ts'
export { parsePostgresAddress, type PostgresAddress } from './postgres-address.ts'
export {
  type ChargebackSettings,
  type Conversion,
  IDLE_RULES,
  type IdleRule,
  METER_CLASSES,
  type MeterClass,
  type MeterName,
  type ProvisionedPrice,
  type UnitChange,
} from './plan-chargeback.ts'
export { deploymentsOf } from './plan-lookup.ts'
export type { DeclaredStore, StoreKind } from './application-schema.ts'
export { ASSET_KINDS } from './continuity-schema.ts'
export { DEFAULT_CLIENT_RANGE, landingZoneAddresses } from './landing-zone-schema.ts'
export { POLICY_SETS, REGIMES } from './governance-schema.ts'
export {
  formatReference,
  parseReference,
  type ParsedReference,
  REFERENCE_FORMS,
  type ReferenceSources,
  resolveReference,
  UnresolvedReference,
} from './references.ts'
export { taskOfModel } from './model-task.ts'
export {
  endpointVariable,
  type Starter,
  type StarterDeployment,
  starterFile,
  type StarterKnowledge,
  type StarterModel,
  type StarterText,
} from './starter-file.ts'
export { consumerPathProblem, textProblem, workloadNameProblem } from './name-problems.ts'
export { workloadReferencePage } from './reference-page.ts'
export {
  allowsProcessing,
  azureProcessing,
  describeProcessing,
  RESIDENCIES,
  residenciesIn,
} from './residency.ts'
export { MAX_WORKLOAD_BYTES, sizeProblem } from './yaml-text.ts'
