export { buildFleet, type Fleet, type ResolvedAccount } from './fleet.ts'
export { Gateway, type GatewayParts, type Keys } from './gateway.ts'
export { type DeploymentReport, type ModelReport, modelReports } from './health.ts'
export { type GatewayMetrics, gatewayMetrics } from './metrics.ts'
