/**
 * Where Azure takes fine-tuned models: "Fine-tuning region support" (2026-10-06), and "Deploy a fine-tuned model for
 * inferencing" (learn.microsoft.com/azure/foundry/openai/how-to/fine-tuning-deploy, 2026-02-11), which says that a model
 * may be deployed to any region that fine-tunes, as standard only in some.
 */
export interface FineTuningPlaces {
  readonly asOf: string
  /** Regions that fine-tune. */
  readonly regions: ReadonlySet<string>
  readonly standardAsOf: string
  /** Those that take a fine-tuned model as the deployment type `standard`; Global Standard is taken in all. */
  readonly standard: ReadonlySet<string>
}

export const FINE_TUNING_PLACES: FineTuningPlaces = Object.freeze({
  asOf: '2026-10-06',
  regions: new Set([
    'australiaeast',
    'brazilsouth',
    'canadacentral',
    'canadaeast',
    'eastus',
    'eastus2',
    'francecentral',
    'germanywestcentral',
    'italynorth',
    'japaneast',
    'koreacentral',
    'northcentralus',
    'norwayeast',
    'polandcentral',
    'southafricanorth',
    'southcentralus',
    'southindia',
    'southeastasia',
    'spaincentral',
    'swedencentral',
    'switzerlandnorth',
    'switzerlandwest',
    'uksouth',
    'westeurope',
    'westus',
    'westus3',
  ]),
  standardAsOf: '2026-02-11',
  standard: new Set(['eastus2', 'northcentralus', 'swedencentral']),
})
