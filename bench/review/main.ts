import { readFile } from 'node:fs/promises'
import { evaluateTarget } from '../../src/azure/index.ts'
import { review, RULES, type Target, Workload } from '../../src/review/index.ts'
import { loadDesign } from '../../src/workload/index.ts'
import { estateTemplate } from './estate-template.ts'

/**
 * What a review costs, from the text to the findings: `node bench/review/main.ts`. Times are of the processor, of all
 * threads; what else the machine does counts for less so. The first review warms the program up, as no user's does, so it
 * is shown too.
 */
/** 2,215 are 1 MB of template. */
const RESOURCES = [100, 1_000, 2_215, 10_000]
const RUNS = 5
const nowMs = Date.now()

function reviewed(targets: readonly Target[]): number {
  const allRuleIds = new Set(RULES.map(({ id }) => id))
  return review(targets, { rules: RULES, allRuleIds, nowMs, baseline: new Set() }).findings.length
}

function template(text: string): Target {
  const evaluation = evaluateTarget({ name: 'estate.json', text })
  return { kind: evaluation.kind, file: 'estate.json', evaluation }
}

function measured(what: string, run: () => number): void {
  const times: { readonly wallMs: number; readonly cpuMs: number }[] = []
  let findings = 0
  for (let round = 0; round < RUNS; round++) {
    const startedMs = performance.now()
    const startedCpu = process.cpuUsage()
    findings = run()
    const { user, system } = process.cpuUsage(startedCpu)
    times.push({ wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1000 })
  }
  const [first] = times
  const byCpu = times.toSorted((a, b) => a.cpuMs - b.cpuMs)
  const median = byCpu[Math.floor(RUNS / 2)]
  const most = process.resourceUsage().maxRSS / 1024
  console.log(
    `${what}: first ${shown(first)}, median of ${RUNS} ${shown(median)}; ${findings} findings; ${most.toFixed(0)} MB at most so far`,
  )
}

function shown(time: { readonly wallMs: number; readonly cpuMs: number } | undefined): string {
  return `${time?.wallMs.toFixed(0)} ms (${time?.cpuMs.toFixed(0)} ms of processor time)`
}

const file = new URL('../../examples/reviewed/workload.yaml', import.meta.url)
const text = await readFile(file, 'utf8')
measured('a workload file', () => {
  const design = loadDesign(text, { source: 'workload.yaml', nowMs })
  if (!design.ok) throw new Error('the example has errors')
  return reviewed([new Workload('workload.yaml', design, nowMs)])
})
for (const resources of RESOURCES) {
  const estate = estateTemplate(resources)
  measured(`${resources} resources, ${(estate.length / 1e6).toFixed(2)} MB`, () =>
    reviewed([template(estate)]),
  )
}
