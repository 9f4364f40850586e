import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { buildGraph } from '../landing-zone/index.ts'
import { loadDesign } from '../workload/index.ts'
import { DESIGN } from './api/design.ts'
import { reviewView } from './review-view.ts'
import { filesOf, zoneOf } from './zone-view.ts'

const EXAMPLE = new URL('../../examples/internet-chat/workload.yaml', import.meta.url)
const loaded = loadDesign(readFileSync(EXAMPLE, 'utf8'), { source: 'workload.yaml' })
assert.ok(loaded.ok)

test('a landing zone is shown as it is built, and its files by what they are written in', () => {
  const graph = buildGraph(loaded)
  assert.ok('stages' in graph)
  const files = ['README.md', 'bicep/a.bicep', 'arm/a.json', 'terraform/a.tf'].map((path) => ({
    path,
    text: '',
  }))
  const zone = zoneOf(graph, loaded.plan, files)
  const view = DESIGN['landing-zone.show'].answer.schema.parse(zone.view)
  assert.equal(view.resources.length, graph.stages.flatMap(({ resources }) => resources).length)
  assert.ok(view.resources.every(({ usdPerMonth, costNote }) => usdPerMonth !== null || costNote !== null))
  const paths = (format: 'all' | 'arm') => filesOf(zone, format).map(({ path }) => path)
  assert.deepEqual(paths('arm'), ['README.md', 'arm/a.json'])
  assert.equal(paths('all').length, 4)
})

test('a review is shown with its source and score', () => {
  const made = { ...reviewView(loaded, Date.UTC(2026, 10, 21)), changes: null }
  const view = DESIGN['review.show'].answer.schema.parse(made)
  assert.ok(view.score.score > 0 && view.score.score <= 100)
  assert.ok(view.findings.every(({ source }) => source.url.startsWith('https://')))
  assert.equal(view.findings.filter(({ verdict }) => verdict === 'fail').length, view.score.counts.fail)
})
