/**
 * Writes the files that are made from others; with --check, names those that are not what they should be and exits
 * with 1. To add one, add a line to GENERATED.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as prettier from 'prettier'
import { openApi } from '../src/admin/index.ts'
import { allCommands } from '../src/cli/commands.ts'
import { alertsPage, azureWorkbook, grafanaDashboards, prometheusRules } from '../src/monitoring/index.ts'
import { rulePages } from '../src/review/index.ts'
import { factsJsonSchema, workloadJsonSchema, workloadReferencePage } from '../src/workload/index.ts'
import { commandsPage, failuresPage } from './generated-pages.ts'

interface Generated {
  /** From the root of the repository. */
  readonly path: string
  make(): string
}

const root = fileURLToPath(new URL('..', import.meta.url))
const PACKAGE = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly version: string
}
const commands = await allCommands()

const GENERATED: readonly Generated[] = [
  { path: 'workload.schema.json', make: () => `${JSON.stringify(workloadJsonSchema(), null, 2)}\n` },
  { path: 'azure-facts.schema.json', make: () => `${JSON.stringify(factsJsonSchema(), null, 2)}\n` },
  {
    path: 'docs/admin-api.openapi.json',
    make: () => `${JSON.stringify(openApi(PACKAGE.version), null, 2)}\n`,
  },
  { path: 'docs/workload-file.md', make: workloadReferencePage },
  { path: 'docs/failures.md', make: failuresPage },
  { path: 'docs/commands.md', make: () => commandsPage(commands) },
  { path: 'docs/alerts.md', make: () => alertsPage(readOrNull(path.join(root, 'docs/alerts.md')) ?? '') },
  { path: 'deploy/prometheus/alerts.yaml', make: prometheusRules },
  { path: 'deploy/azure-workbook.json', make: azureWorkbook },
  ...[...grafanaDashboards()].map(([name, text]) => ({ path: `deploy/grafana/${name}`, make: () => text })),
  ...[...rulePages()].map(([path, text]) => ({ path, make: () => text })),
]

const isCheck = process.argv.includes('--check')
const stale: string[] = []

for (const generated of GENERATED) {
  const file = path.join(root, generated.path)
  const made = generated.make()
  // Formatted as npm run fmt would, so that the two never undo each other.
  const wanted = /\.(?:md|yaml)$|^deploy\//.test(generated.path)
    ? await prettier.format(made, { ...(await prettier.resolveConfig(file)), filepath: file })
    : made
  if (readOrNull(file) === wanted) continue
  if (isCheck) stale.push(generated.path)
  else {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, wanted)
    console.log(`wrote ${generated.path}`)
  }
}

if (stale.length > 0) {
  for (const file of stale) console.error(`${file} is stale: run npm run docs`)
  process.exitCode = 1
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
