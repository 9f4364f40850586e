import * as z from 'zod'
import { flag } from './design-values.ts'
import { choice, whole } from './scalars.ts'

/** The part of `landing_zone` that says what the gateway runs on. */
const replicas = z
  .strictObject({
    least: whole(1, 100)
      .optional()
      .describe(
        'Replicas that always run, in each region. 2 when left out, or 3 where the region has zones. With `api-management`, its units in each region: 1 when left out, or 2 where the region has zones.',
      ),
    most: whole(1, 100)
      .optional()
      .describe('Replicas at the height of load, in each region. Four times the least when left out.'),
  })
  .refine(({ least, most }) => least === undefined || most === undefined || least <= most, {
    error: 'has more replicas at least than at most',
  })

export const landingZoneGateway = z.strictObject({
  runs_on: choice(['container-apps', 'aks', 'api-management', 'none'], 'a place for the gateway')
    .optional()
    .describe(
      '`container-apps`: Causeway on Azure Container Apps, in each region. `aks`: on a private Kubernetes cluster in each region, with manifests to apply. `api-management`: Azure API Management in its place, with a gateway in the first region and in a second one where there is one. `none`: it is not built. When left out it is built for `environment: production` whose `network.gateway` is `inside`.',
    ),
  replicas: replicas.optional().describe('How many replicas run in each region.'),
  shared: flag()
    .optional()
    .describe(
      'Whether replicas share counters and ledger in a Redis and a Postgres that are built. When left out each is built where `storage` names it by `env:`, or by a host name of Azure.',
    ),
})

const HOST = 'is not a host name, such as ai.contoso.com'

export const landingZoneEntrance = z.strictObject({
  host: z
    .string({ error: HOST })
    .regex(/^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/, {
      error: HOST,
    })
    .optional()
    .describe(
      'Name that clients call, and before a gateway on AKS the name that its certificate has as well. When left out, any name that its certificate has, or with Front Door the one that Azure gives. No entrance is built without it before AKS, and no Front Door before API Management.',
    ),
})
