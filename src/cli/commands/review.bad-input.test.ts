import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommandLine } from '../command-line.ts'
import { fakeEnvironment } from '../environment.fixture.ts'
import { withFolder } from '../workload-file.fixture.ts'
import { review } from './review.ts'

/** Whatever is handed in: a message with the place, exit code 2, and an end. */
function template(members: string): string {
  return `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  ${members}
}`
}

function named(name: string): string {
  return `"resources": [{ "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2024-01-01", "name": "${name}" }]`
}

/** Each variable is three times the one before. */
function growing(): string {
  const each = Array.from({ length: 60 }, (_, at) => {
    const before = `variables('v${at - 1}')`
    return `"v${at}": "${at === 0 ? 'xxxxxxxxxx' : `[concat(${before}, ${before}, ${before})]`}"`
  })
  return `"variables": { ${each.join(', ')} }, ${named("[variables('v59')]")}`
}

const CASES: readonly (readonly [string, string, RegExp])[] = [
  ['no JSON', 'hello', /:1:1 is nothing to review: Expected a value, but found "h"/],
  ['nothing', '', /:1:1 is nothing to review: Expected a value, but the document ends/],
  [
    'cut off',
    template(named('a')).slice(0, -20),
    /:4:\d+ is nothing to review: The string has no closing quote/,
  ],
  ['brackets in brackets', '['.repeat(200_000), /:1:\d+ is nothing to review: Nested more than 128 deep/],
  ['another kind', '{ "name": "package" }', /:1:1 is nothing to review: This is neither an ARM template/],
  [
    'resources that are none',
    template('"resources": 5'),
    /:4:16 .*"resources" has to be a list or an object/,
  ],
  ['a resource that is none', template('"resources": [5]'), /:4:17 .*A resource has to be an object/],
  [
    'variables in a circle',
    template(
      `"variables": { "a": "[variables('b')]", "b": "[variables('a')]" }, ${named("[variables('a')]")}`,
    ),
    /:4:\d+ .*Variable "a" depends on itself/,
  ],
  [
    'a parameter that is its own default',
    template(
      `"parameters": { "p": { "type": "string", "defaultValue": "[parameters('p')]" } }, ${named("[parameters('p')]")}`,
    ),
    /:4:\d+ .*Parameter "p" depends on itself/,
  ],
  [
    'calls in calls',
    template(named(`[${'concat('.repeat(15_000)}'a'${')'.repeat(15_000)}]`)),
    /:4:\d+ .*deep|:4:\d+ .*The expression/,
  ],
  ['a string that grows', template(growing()), /:4:\d+ .*This grows beyond what a template may/],
  [
    'a loop without end',
    template(named('a').replace('"name"', '"copy": { "name": "c", "count": 1000000000 }, "name"')),
    /:4:\d+ .*The loop makes 1000000000 copies; Azure takes 800/,
  ],
  [
    'an expression that is wrong',
    template(named("[concat('a',]")),
    /:4:\d+ .*\(character \d+ of the expression\)/,
  ],
]

for (const [what, text, expected] of CASES) {
  test(`${what}: said with its place`, async () => {
    await withFolder({ 'main.json': text }, async (cwd) => {
      const environment = fakeEnvironment(['review', 'main.json'], { cwd })
      const code = await runCommandLine([review], environment)
      assert.match(
        `${environment.errors()}\n${environment.out()}`,
        new RegExp(`main\\.json${expected.source}`),
      )
      assert.equal(code, 2)
    })
  })
}

test('what is not deployed in this reading may be wrong, as Azure takes it', async () => {
  const members = `"variables": { "a": "[if(true(), 'a', variables('none'))]" }, ${named("[variables('a')]")}`
  await withFolder({ 'main.json': template(members) }, async (cwd) => {
    const environment = fakeEnvironment(['review', 'main.json', '--rules', 'PERF'], { cwd })
    assert.equal(await runCommandLine([review], environment), 0, environment.out())
  })
})
