import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { CASES } from './cases/all.ts'
import { causeway } from './contenders/causeway.ts'
import type { Contender, PeerName } from './contenders/contender.ts'
import { direct } from './contenders/direct.ts'
import { installPortkey } from './contenders/install-portkey.ts'
import { nginx } from './contenders/nginx.ts'
import { portkey } from './contenders/portkey.ts'
import { describeMachine } from './machine.ts'
import { type Mocks, startMocks } from './mock/mocks.ts'
import { type BenchOptions, parseOptions, USAGE } from './options.ts'
import { killAll } from './pinned-process.ts'
import type { CaseReport } from './report/case-report.ts'
import { formatCase, formatVerdicts } from './report/table.ts'
import { chooseCores, findTools, type Site } from './site.ts'

/** The benchmark: `npm run bench`. What it measures and how to read it is in docs/benchmarks.md. */

const projectFolder = resolve(import.meta.dirname, '..')

async function main(): Promise<number> {
  const options = readOptions()
  if (typeof options === 'number') return options
  if (process.platform !== 'linux') {
    console.error('bench: processor time and memory are read from /proc, so this runs on Linux alone')
    return 2
  }
  const cacheFolder = join(projectFolder, '.causeway', 'bench')
  if (options.installPeers) installPortkey({ cacheFolder })
  const tools = findTools(process.env)
  if (tools.wrk === null) {
    console.error(
      'bench: wrk, which makes the load, is not on the PATH: apt-get install wrk (or brew, dnf), then again',
    )
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'))
  process.once('exit', () => {
    killAll()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  const site: Site = {
    folder,
    cacheFolder,
    projectFolder,
    tools,
    cores: chooseCores(tools),
    openFiles: openFileLimit(),
    environment: process.env,
  }
  const mocks = await startMocks(site)
  try {
    return await runCases(options, site, mocks)
  } finally {
    await mocks.stop()
  }
}

/** What was asked for, or the exit code where nothing is to be run. */
function readOptions(): BenchOptions | number {
  try {
    const options = parseOptions(process.argv.slice(2))
    if (options !== null) return options
    console.log(USAGE)
    return 0
  } catch (error) {
    console.error(`bench: ${(error as Error).message}\n\n${USAGE}`)
    return 2
  }
}

async function runCases(options: BenchOptions, site: Site, mocks: Mocks): Promise<number> {
  const print = options.format === 'table' ? console.log : (): void => undefined
  const machine = describeMachine(site)
  print(
    `${machine.join('\n')}\nmock upstreams: ${mocks.json.software} for JSON, ${mocks.stream.software} for streams\n`,
  )
  const startMs = performance.now()
  const program = programOf(options)
  const context = {
    site,
    program,
    mocks,
    contenders: options.contenders.map((name) => contenderByName(name, options)),
    size: options.size,
    say: (text: string) =>
      console.error(`bench: ${Math.round((performance.now() - startMs) / 1000)} s, ${text}`),
  }
  const reports: CaseReport[] = []
  let hasBroken = false
  for (const benchCase of CASES.filter(({ id }) => options.cases.includes(id))) {
    try {
      const report = await benchCase.run(context)
      reports.push(report)
      print(`${formatCase(report)}\n`)
    } catch (error) {
      // What the other cases found must not be lost with it.
      hasBroken = true
      console.error(`bench: the case ${benchCase.id} broke off:`, error)
    }
  }
  const verdicts = reports.flatMap((report) => report.verdicts)
  print(formatVerdicts(verdicts))
  if (options.quick) print('\nA smoke test: too short, and too cold, for any of these figures to mean much.')
  if (options.format === 'json')
    console.log(JSON.stringify({ machine, size: options.size, reports }, null, 2))
  return hasBroken || (options.assert && reports.some(hasFailed)) ? 1 : 0
}

/** A target that a missing peer left open is no failure; one that ours left open is. */
function hasFailed({ verdicts, absent }: CaseReport): boolean {
  const isOursMissing = absent.length === 0 || absent.some(({ name }) => name === 'ours')
  return verdicts.some(({ reached }) => reached === false || (reached === null && isOursMissing))
}

function programOf(options: BenchOptions): string {
  return resolve(options.program ?? join(projectFolder, 'bin', 'causeway'))
}

function contenderByName(name: PeerName, options: BenchOptions): Contender {
  const ours = causeway(programOf(options))
  return { direct, nginx, portkey, ours }[name]
}

/** Children inherit the hard limit, to which Node raises its own when it starts. */
function openFileLimit(): number {
  const text = execFileSync('bash', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim()
  return text === 'unlimited' ? 1_048_576 : Number(text)
}

process.exitCode = await main()
