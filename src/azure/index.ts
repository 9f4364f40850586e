export {
  DEPLOYMENT_TYPE_FACTS,
  type DeploymentTypeFacts,
  findDeploymentSku,
  findDeploymentType,
  isBatchType,
} from './deployment-types.ts'
export { daysSince, FACTS_AGE_LIMIT_DAYS } from './facts.ts'
export {
  AVAILABLE_MODELS,
  findOffer,
  MODEL_AVAILABILITY_SOURCE,
  modelAvailabilityAsOf,
  type Offer,
  offersOf,
  type VersionOffer,
} from './model-availability.ts'
export {
  findModelQuota,
  MODEL_QUOTAS_SOURCE,
  type ModelQuota,
  modelQuotasAsOf,
  QUOTA_TIERS,
  type QuotaTier,
} from './model-quotas.ts'
export {
  HEARD_TOKENS_PER_SECOND,
  imageInputTokens,
  type ImageInputTokens,
  imageOutputTokens,
  MEDIA_TOKENS_AS_OF,
  MEDIA_TOKENS_SOURCE,
  SPOKEN_TOKENS_PER_SECOND,
} from './media-tokens.ts'
export { REGION_LATENCY_AS_OF, REGION_LATENCY_SOURCE, regionLatencyMs } from './region-latency.ts'
export {
  findRetirement,
  MODEL_RETIREMENTS_AS_OF,
  MODEL_RETIREMENTS_SOURCE,
  type Retirement,
  retirementsOf,
} from './model-retirements.ts'
export {
  findModelPrice,
  MODEL_PRICES_AS_OF,
  MODEL_PRICES_SOURCE,
  type ModelPrice,
  modelPrices,
  type ModelTokenPrice,
} from './model-prices.ts'
export {
  findPtu,
  MAX_PTU_PER_DEPLOYMENT,
  PTU_AS_OF,
  PTU_SOURCE,
  type PtuFacts,
  type PtuSteps,
  ptuSteps,
} from './ptu.ts'
export { findPtuPrice, type PtuPrice } from './ptu-prices.ts'
export {
  type DataZone,
  dataZoneOfGeography,
  findRegion,
  GEOGRAPHIES,
  geographySlug,
  type Region,
  REGION_NAMES,
  REGIONS_AS_OF,
  REGIONS_SOURCE,
} from './regions.ts'
export {
  findPrivateLinkGroup,
  PRIVATE_LINK_AS_OF,
  PRIVATE_LINK_SOURCE,
  type PrivateLinkGroup,
  privateLinkGroups,
} from './private-link.ts'
export { type BuiltInRole, findRole, findRoleById, ROLES_AS_OF, ROLES_SOURCE } from './roles.ts'
export { type KnownContext } from './arm/deployment-context.ts'
export { type Place, placeOf } from './arm/json-document.ts'
export { describeReason, type Reason } from './arm/reasons.ts'
export { type EvaluatedResource, type Evaluation, type Output, type Presence } from './arm/resource.ts'
export { type Note } from './arm/run.ts'
export { Relations } from './arm/relations.ts'
export { evaluateTarget, type Recognised, recogniseTarget } from './arm/target.ts'
export { evaluateTemplate, type NamedText, type TemplateOptions } from './arm/template.ts'
export { mayBeSameId } from './arm/resource-ids.ts'
export { splitValue, textOrSymbol } from './arm/text.ts'
export { ListValue, RecordValue, toJson, Unknown, type Value } from './arm/value.ts'
export { type Asked, itemsAt, itemsOf, valueAt, valueIn } from './arm/value-at.ts'
export { findPolicy, POLICIES_AS_OF, POLICIES_SOURCE, type PolicyDefinition } from './policies.ts'
