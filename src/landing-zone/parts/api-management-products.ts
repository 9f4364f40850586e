import type { Estate } from '../estate.ts'
import { idOf, type Resource, resource } from '../resource-graph.ts'
import { productPolicy } from './api-management-policy.ts'
import { apiManagementConsumers } from './api-management-terms.ts'
import { API, SERVICE } from './api-management-type.ts'

const LONGEST_SUBSCRIPTION = 100

/** A product of each consumer that may ask for models, with one subscription, whose keys Azure makes. */
export function productsOf(
  estate: Estate,
  service: Resource,
  [api, ...beforeProducts]: readonly [api: Resource, ...rest: Resource[]],
): readonly Resource[] {
  const { symbols, name } = estate
  return apiManagementConsumers(estate).flatMap(({ path, models, limits }) => {
    const product = resource({
      symbol: symbols.of('product', path),
      type: `${SERVICE}/products`,
      apiVersion: API,
      name: name('consumerProduct', path),
      parent: service,
      after: beforeProducts.slice(-1),
      body: {
        properties: {
          displayName: path,
          subscriptionRequired: true,
          approvalRequired: true,
          state: 'published',
        },
      },
    })
    const policy = resource({
      symbol: symbols.of('productPolicy', path),
      type: `${SERVICE}/products/policies`,
      apiVersion: API,
      name: 'policy',
      parent: product,
      body: { properties: { format: 'xml', value: productPolicy(models, limits) } },
      because: [{ rule: 'APP-15', why: 'a consumer is held to its models and to its tokens a minute.' }],
    })
    return [
      product,
      policy,
      resource({
        symbol: symbols.of('productApi', path),
        type: `${SERVICE}/products/apiLinks`,
        apiVersion: API,
        name: 'models',
        parent: product,
        // A key that reaches the API before its policy would not be limited.
        after: [policy],
        body: { properties: { apiId: idOf(api) } },
      }),
      resource({
        symbol: symbols.of('subscription', path),
        type: `${SERVICE}/subscriptions`,
        apiVersion: API,
        name: name('consumerSubscription', path),
        parent: service,
        body: {
          properties: {
            displayName: path.slice(0, LONGEST_SUBSCRIPTION),
            scope: idOf(product),
            state: 'active',
            allowTracing: false,
          },
        },
      }),
    ]
  })
}
