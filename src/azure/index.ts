export {
  DEPLOYMENT_TYPE_FACTS,
  type DeploymentTypeFacts,
  findDeploymentSku,
  findDeploymentType,
  isBatchType,
} from './deployment-types.ts'
export { daysSince, FACTS_AGE_LIMIT_DAYS } from './facts.ts'
export {
  type AzureFacts,
  changedFacts,
  type FactChanges,
  type FactRow,
  type FactTableName,
  SHIPPED_FACTS,
} from './azure-facts.ts'
export {
  type Fact,
  type FactTable,
  type Origin,
  type Overridden,
  type RowChange,
  rowKey,
  shownKey,
} from './fact-table.ts'
export { remarksOnFacts, remarksOnOwnRows, type TableAge, tableAges } from './fact-ages.ts'
export type { Offer, VersionOffer } from './model-availability.ts'
export type { ModelLimits } from './model-limits.ts'
export { type ModelQuota, QUOTA_TIERS, type QuotaTier } from './model-quotas.ts'
export {
  HEARD_TOKENS_PER_SECOND,
  imageInputTokens,
  type ImageInputTokens,
  imageOutputTokens,
  MEDIA_TOKENS_AS_OF,
  MEDIA_TOKENS_SOURCE,
  SPOKEN_TOKENS_PER_SECOND,
} from './media-tokens.ts'
export type { Retirement, Retirements } from './model-retirements.ts'
export type { ListedPrice, ModelPrice, ModelTokenPrice } from './model-prices.ts'
export { MAX_PTU_PER_DEPLOYMENT, type PtuSteps, type PtuThroughput } from './ptu.ts'
export type { PtuPrice } from './ptu-prices.ts'
export { type DataZone, geographySlug, type Region } from './regions.ts'
export type { RoundTrip } from './region-latency.ts'
export type { PrivateLinkGroup, RegionCode } from './private-link.ts'
export type { BuiltInRole } from './roles.ts'
export type { PolicyDefinition } from './policies.ts'
export { type KnownContext } from './arm/deployment-context.ts'
export { type Place, placeOf } from './arm/json-document.ts'
export { describeReason, type Reason } from './arm/reasons.ts'
export { type EvaluatedResource, type Evaluation, type Output, type Presence } from './arm/resource.ts'
export { type Note } from './arm/run.ts'
export { Relations } from './arm/relations.ts'
export { evaluateTarget, type Recognised, recogniseTarget } from './arm/target.ts'
export { evaluateTemplate, type NamedText, type TemplateOptions } from './arm/template.ts'
export { idAbove, mayBeSameId } from './arm/resource-ids.ts'
export { splitValue, textOrSymbol } from './arm/text.ts'
export { ListValue, RecordValue, toJson, Unknown, type Value } from './arm/value.ts'
export { type Asked, itemsAt, itemsOf, rawAt, valueAt, valueIn } from './arm/value-at.ts'
export { landingZonePolicyName, membersOfPolicySet } from './policy-sets.ts'
export { isFineTuned, MODEL_FORMATS_AS_OF, modelFormat } from './model-formats.ts'
export { FINE_TUNING_PLACES, type FineTuningPlaces } from './fine-tuning-places.ts'
export { placeOfRegion } from './region-places.ts'
