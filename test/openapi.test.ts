import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { test } from 'node:test'

/** The OpenAPI document of the admin API, as a validator that nobody here wrote sees it. */
const root = path.resolve(import.meta.dirname, '..')
const document = path.join(root, 'docs/admin-api.openapi.json')
const VALIDATOR = '@redocly/openapi-core'
const inConsole = path.join(root, 'console/package.json')

interface Redocly {
  createConfig(this: void, raw: object): Promise<unknown>
  lint(this: void, options: { ref: string; config: unknown }): Promise<readonly Problem[]>
}

interface Problem {
  readonly severity: string
  readonly message: string
  readonly location: readonly { readonly pointer?: string }[]
}

const isThere = existsSync(path.join(root, 'console/node_modules', VALIDATOR))

test(
  'the OpenAPI document is a sound one',
  { skip: isThere ? false : 'the tools of the console are not installed (npm run console does)' },
  async () => {
    const { createConfig, lint } = createRequire(inConsole)(VALIDATOR) as Redocly
    const config = await createConfig({
      rules: {
        struct: 'error',
        'no-unresolved-refs': 'error',
        'operation-operationId-unique': 'error',
        'path-parameters-defined': 'error',
        'path-declaration-must-exist': 'error',
        'no-identical-paths': 'error',
        'no-ambiguous-paths': 'warn',
        'no-invalid-schema-examples': 'error',
        'security-defined': 'error',
      },
    })
    const problems = await lint({ ref: document, config })
    const errors = problems.filter(({ severity }) => severity === 'error')
    assert.deepEqual(
      errors.map(({ message, location }) => `${location[0]?.pointer ?? ''}: ${message}`),
      [],
    )
  },
)

test('each call of the document has an id, an answer and what goes wrong', () => {
  const { paths } = JSON.parse(readFileSync(document, 'utf8')) as {
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>
  }
  const operations = Object.values(paths).flatMap((at) => Object.values(at))
  assert.ok(operations.length > 40)
  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length)
  for (const { operationId, responses } of operations) {
    assert.ok(Object.hasOwn(responses, 'default'), operationId)
    assert.ok(
      Object.keys(responses).some((status) => status.startsWith('2')),
      operationId,
    )
  }
})
