import { evaluateTarget } from '../azure/index.ts'
import {
  costPage,
  deployFiles,
  type Design,
  estimateCost,
  type PrintedFile,
  PRINTERS,
  recoveryRunbook,
  type ResourceGraph,
  templateProblems,
} from '../landing-zone/index.ts'
import { pictureSvg, review, type Target } from '../review/index.ts'
import { NegativeAnswer } from './exit-code.ts'

/** All files of a landing zone. Throws where Azure would not take them. */
export function zoneFiles(graph: ResourceGraph, design: Design): readonly PrintedFile[] {
  const printed = PRINTERS.map((printer) => ({ name: printer.name, files: printer.print(graph) }))
  const templates = printed.find(({ name }) => name === 'arm')?.files ?? []
  const problems = templateProblems(templates)
  if (problems.length > 0) {
    throw new NegativeAnswer(
      `Azure would not take what the workload needs: ${problems.join('; ')}. Part it into several workloads.`,
    )
  }
  return [
    ...printed.flatMap(({ files }) => files),
    ...deployFiles(graph, PRINTERS),
    costPage(graph.workload, estimateCost(graph, design.plan.facts)),
    recoveryRunbook(design, graph),
    { path: 'topology.svg', text: `${topology(templates)}\n` },
  ]
}

/** The picture that a review of the templates shows, so that both show the same. */
function topology(templates: readonly PrintedFile[]): string {
  const targets = templates.map(({ path, text }): Target => {
    const evaluation = evaluateTarget({ name: path, text }, {})
    return { kind: evaluation.kind, file: path, evaluation }
  })
  const { pictures } = review(targets, { rules: [], allRuleIds: new Set(), nowMs: 0, baseline: new Set() })
  return pictures.map((picture) => pictureSvg(picture, [])).join('\n')
}
