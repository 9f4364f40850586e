export interface DeployedResource {
  readonly id: string
  readonly type: string
  readonly apiVersion: string
  readonly [property: string]: unknown
}

/**
 * What `terraform show -json` says of a plan that makes these resources with azapi.
 * https://developer.hashicorp.com/terraform/internals/json-format,
 * and the page of `azapi_resource` in the provider's documentation, read 2026-11-21.
 */
export function terraformPlanOf(resources: readonly DeployedResource[]): unknown {
  return {
    format_version: '1.2',
    terraform_version: '1.13.4',
    resource_changes: resources.map((resource, index) => {
      const { after, unknown } = marked(attributesOf(resource))
      return {
        address: `azapi_resource.r${index}`,
        mode: 'managed',
        type: 'azapi_resource',
        name: `r${index}`,
        provider_name: 'registry.terraform.io/azure/azapi',
        change: {
          actions: ['create'],
          before: null,
          after,
          after_unknown: { id: true, output: true, ...asObject(unknown) },
          before_sensitive: false,
          after_sensitive: {},
        },
      }
    }),
  }
}

/** What stands beside `body` in the provider's schema. */
const BESIDE = new Set(['location', 'tags', 'identity'])
/** In the id, or of templates alone. */
const ELSEWHERE = new Set(['id', 'type', 'name', 'apiVersion', 'scope', 'dependsOn'])

function attributesOf({ id, apiVersion, ...rest }: DeployedResource) {
  const parts = id.split('/')
  const name = parts.at(-1) ?? ''
  const at = parts.lastIndexOf('providers')
  const types = parts.slice(at + 2).filter((_, index) => index % 2 === 0)
  const type = [parts[at + 1], ...types].join('/')
  // A child's parent is the resource above it, an extension's what it extends.
  const parent = parts.slice(0, types.length > 1 ? -2 : at).join('/')
  const entries = Object.entries(rest)
  return {
    type: `${type}@${apiVersion}`,
    name,
    parent_id: parent === '' ? '/' : parent,
    ...Object.fromEntries(entries.filter(([key]) => BESIDE.has(key))),
    body: Object.fromEntries(entries.filter(([key]) => !BESIDE.has(key) && !ELSEWHERE.has(key))),
  }
}

interface Marked {
  readonly after: unknown
  readonly unknown: unknown
}

/** What nobody has given is left out, and marked as unknown in a shadow of the same shape. */
function marked(value: unknown): Marked {
  if (value === "[parameters('given')]") return { after: undefined, unknown: true }
  if (Array.isArray(value)) {
    const items = value.map(marked)
    // JSON has no gaps: what is unknown stands as null.
    return { after: items.map(({ after }) => after ?? null), unknown: items.map(({ unknown }) => unknown) }
  }
  if (typeof value !== 'object' || value === null) return { after: value, unknown: false }
  const fields = Object.entries(value).map(([key, inner]) => [key, marked(inner)] as const)
  return {
    after: Object.fromEntries(fields.map(([key, { after }]) => [key, after])),
    unknown: Object.fromEntries(fields.map(([key, { unknown }]) => [key, unknown])),
  }
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}
