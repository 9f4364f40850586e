export { buildGraph } from './build.ts'
export { deployFiles } from './deploy-script.ts'
export { type Design, isMakerKnown, type Unbuildable } from './estate.ts'
export {
  type PassedOver,
  type Placement,
  type Placements,
  type PlacementWish,
  type QuotaVerdict,
  rankPlacements,
  type WantedCapacity,
} from './placement.ts'
export {
  type ModelWish,
  type ProposedDeployment,
  type ProposedModel,
  proposeRegions,
  type RegionsProposal,
  type RegionsWish,
} from './region-proposal.ts'
export type { PrintedFile, Printer } from './printers/printer.ts'
export { PRINTERS } from './printers/registry.ts'
export { templateProblems } from './template-limits.ts'
export { type CostEstimate, estimateCost } from './cost-estimate.ts'
export { costPage, dollars } from './cost-page.ts'
export { recoveryRunbook } from './recovery/runbook.ts'
export type { Reason, Resource, ResourceGraph, Stage } from './resource-graph.ts'
export { reasonOf } from './unbuildable-reason.ts'
