import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { deployFiles, PRINTERS, type ResourceGraph } from './index.ts'
import type { Parameter } from './resource-graph.ts'

const IMAGE: Parameter = { name: 'gatewayImage', description: 'The image.', isSecret: false, default: null }
const KEY: Parameter = {
  name: 'envSigningKey',
  description: 'Value of `KEY`.',
  isSecret: true,
  default: null,
}
const SIZE: Parameter = { name: 'size', description: 'How many.', isSecret: false, default: '3' }

function stage(name: string, ...parameters: readonly Parameter[]): ResourceGraph['stages'][number] {
  const scope = { kind: 'resource-group', resourceGroup: 'rg' } as const
  return { name, purpose: 'For tests.', scope, parameters, resources: [], outputs: [] }
}

const GRAPH: ResourceGraph = {
  workload: 'contoso',
  stages: [stage('10-first'), stage('20-second', IMAGE, KEY), stage('30-third', SIZE, KEY)],
  notes: [],
  files: [],
}

/** Runs a script of the output with an `az` and a `terraform` that write down what they are given. */
async function run(
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly said: string; readonly errors: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'deploy-'))
  try {
    const text = deployFiles(GRAPH, PRINTERS).find((file) => file.path === script)?.text ?? ''
    await mkdir(path.join(folder, path.dirname(script)))
    const tools = path.join(folder, 'tools')
    await mkdir(tools)
    await writeFile(path.join(folder, script), text)
    const said = path.join(folder, 'said')
    for (const [name, body] of [
      [
        'az',
        'echo "$@" >> "$SAID"; for word; do case $word in @*) cat "${word#@}" >> "$SAID"; echo >> "$SAID" ;; esac; done',
      ],
      ['terraform', 'echo "$1 $TF_VAR_gatewayImage $TF_VAR_envSigningKey ${TF_VAR_size:-unset}" >> "$SAID"'],
    ] as const) {
      await writeFile(path.join(tools, name), `#!/bin/sh\n${body}\n`)
      await chmod(path.join(tools, name), 0o755)
    }
    const done = await promisify(execFile)('bash', [path.join(folder, script)], {
      env: { PATH: `${tools}:${process.env['PATH'] ?? ''}`, SAID: said, ...env },
    }).then(
      ({ stderr }) => ({ code: 0, stderr }),
      (error: { code: number; stderr: string }) => error,
    )
    const words = await readFile(said, 'utf8').catch(() => '')
    return { code: done.code, said: words, errors: done.stderr }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const SECRET = 'a "quoted" \\ back\nline\ttab'
const ALL = { GATEWAY_IMAGE: 'contoso.azurecr.io/causeway@sha256:1', ENV_SIGNING_KEY: SECRET }

test('values go to each step that asks for them, whole, and never over a command line', async () => {
  const { code, said } = await run('bicep/deploy.sh', ALL)
  assert.equal(code, 0)
  const lines = said.trim().split('\n')
  const given = lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { parameters: unknown })
  assert.deepEqual(
    given.map(({ parameters }) => parameters),
    [
      { gatewayImage: { value: ALL.GATEWAY_IMAGE }, envSigningKey: { value: SECRET } },
      { envSigningKey: { value: SECRET } },
    ],
  )
  assert.ok(lines.every((line) => line.startsWith('{') || !line.includes('quoted')))
})

test('a value that is missing stops a script before anything is asked of Azure', async () => {
  for (const script of ['bicep/deploy.sh', 'arm/deploy.sh', 'terraform/deploy.sh']) {
    const { code, said, errors } = await run(script, { GATEWAY_IMAGE: 'x' })
    assert.deepEqual([code === 0, said], [false, ''], script)
    assert.match(errors, /ENV_SIGNING_KEY: Value of KEY\./)
  }
})

test('Terraform has them as variables', async () => {
  const { said } = await run('terraform/deploy.sh', { ...ALL, ENV_SIGNING_KEY: 'key', SIZE: '5' })
  assert.match(said, /^apply contoso\.azurecr\.io\/causeway@sha256:1 key 5$/m)
  const { said: preset } = await run('terraform/deploy.sh', { ...ALL, ENV_SIGNING_KEY: 'key' })
  assert.match(preset, / key unset$/m)
})

test('the page lists them', () => {
  const page = deployFiles(GRAPH, PRINTERS).find((file) => file.path === 'README.md')?.text ?? ''
  assert.match(page, /^\| `ENV_SIGNING_KEY` \| Value of `KEY`\. A secret\. \|$/m)
  assert.match(page, /^\| `SIZE` \| How many\. 3 when left out\. \|$/m)
})
