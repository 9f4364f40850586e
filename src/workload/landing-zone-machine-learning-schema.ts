import * as z from 'zod'
import { region } from './design-values.ts'
import { name, whole } from './scalars.ts'

/** Workspaces of Azure Machine Learning, for `causeway build`. */
const CLUSTER_NAME = 'is not a name of a cluster: 3 to 24 letters, digits and hyphens, the first a letter'
const WORKSPACE_NAME =
  'is not a name of a workspace: 1 to 20 small letters, digits and hyphens, the first a letter'

const cluster = z.strictObject({
  size: name().describe('Size of its virtual machines, such as `Standard_NC24ads_A100_v4`.'),
  most_nodes: whole(1, 100).describe('How far it scales; it scales down to nothing.'),
})

const workspace = z.strictObject({
  region: region().optional().describe('Azure region, one that has a model. The first when left out.'),
  clusters: z
    .record(
      z
        .string()
        .regex(/^[a-zA-Z](?![a-zA-Z0-9-]*-\d+$)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/, { error: CLUSTER_NAME }),
      cluster,
    )
    .optional()
    .describe('Clusters for training, by name.'),
})

export const machineLearning = z.strictObject({
  workspaces: z
    .record(z.string().regex(/^[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?$/, { error: WORKSPACE_NAME }), workspace)
    .optional()
    .describe(
      'One for each team, by name. One named `main` when left out, if `operations.workspaces` speaks of workspaces.',
    ),
})
