import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type JsonSchema, workloadJsonSchema, workloadReferencePage } from './index.ts'

/** Every map of settings in the schema, with its path. */
function* maps(schema: JsonSchema, path: string): Generator<[string, JsonSchema]> {
  for (const one of schema.anyOf ?? []) yield* maps(one, path)
  if (schema.properties !== undefined) {
    yield [path, schema]
    for (const [key, child] of Object.entries(schema.properties)) yield* maps(child, `${path}.${key}`)
  }
  if (typeof schema.additionalProperties === 'object') yield* maps(schema.additionalProperties, `${path}.*`)
  if (schema.items !== undefined) yield* maps(schema.items, `${path}[]`)
}

test('every setting has a description, and no map takes unknown settings', () => {
  const all = [...maps(workloadJsonSchema(), '')]
  assert.ok(all.length >= 15, String(all.length))
  for (const [path, { properties, additionalProperties }] of all) {
    assert.equal(additionalProperties, false, path)
    for (const [key, { description }] of Object.entries(properties ?? {})) {
      assert.match(description ?? '', /.{8,}\.$/, `${path}.${key}`)
    }
  }
})

test('the schema is of draft 2020-12 and has the defaults as they are written', () => {
  const schema = workloadJsonSchema()
  assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
  const gateway = schema.properties?.['gateway']
  const settings = [...maps(gateway ?? {}, '')][0]?.[1].properties
  assert.equal(settings?.['body_limit']?.default, '32MB')
  assert.equal(settings['listen']?.default, '127.0.0.1:8080')
})

test('the page has every setting', () => {
  const page = workloadReferencePage()
  for (const setting of [
    'workload',
    'accounts.<name>.auth.managed_identity.client_id',
    'models.<name>.deployments[].input_tokens_per_minute',
    'consumers.<path>.cost_center',
    'gateway.deadlines.reasoning.first_token',
    'prices[].cached_input',
  ]) {
    assert.ok(page.includes(`- **\`${setting}\`** (`), setting)
  }
  assert.ok(!page.includes('undefined'))
})
