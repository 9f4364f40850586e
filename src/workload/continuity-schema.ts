import * as z from 'zod'
import { choice, duration, modelName, text } from './scalars.ts'
import { day, region, words } from './design-values.ts'

/** The part of the workload file that says what survives the loss of a region: read by `causeway review` and `build`. */
export const ASSET_KINDS = ['fine-tuned-model', 'retrieval-data', 'trained-model', 'training-data'] as const

const asset = z.strictObject({
  kind: choice(ASSET_KINDS, 'a kind of asset').describe('What it is.'),
  primary: region().optional().describe('Region of the original. `regions.primary` when left out.'),
  replica: region().optional().describe('Region of the copy, or where it can be deployed again.'),
  model: modelName()
    .optional()
    .describe(
      'For `fine-tuned-model`: the entry of `models` whose `base_model` it is; the one of its own name when left out.',
    ),
  by: words().optional().describe('How the copy is made: replication of storage, of a registry, a pipeline.'),
})

export const continuity = z.strictObject({
  assets: z
    .record(text(), asset)
    .optional()
    .describe('What could not be made again in time: models, data for retrieval, data sets, by name.'),
  recovery_time: duration().optional().describe('Longest time until the workload answers again.'),
  recovery_point: duration().optional().describe('Most data, as time, that may be lost.'),
  last_drill: day().optional().describe('Day on which losing the region was last tried out.'),
})
