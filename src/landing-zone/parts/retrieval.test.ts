import assert from 'node:assert/strict'
import { test } from 'node:test'
import { armProblems, withoutArmTypes } from '../arm-types.fixture.ts'
import { declared, graphOf } from './assistant.fixture.ts'

const RETRIEVING = `data: { stores: { docs: { kind: storage }, index: { kind: search } } }
retrieval: { mode: just-in-time }`

test('Search reads documents and asks models by links of its own, and Foundry asks its indexes', () => {
  const graph = graphOf(RETRIEVING)
  const all = declared(graph)
  assert.match(JSON.stringify(all.get('retrievalIndexReadsDocs')), /2a2b9908-6ea1-4ae2-8e65-a410df84e7d1/)
  assert.match(
    JSON.stringify(all.get('retrievalIndexAsksAccountSwc')),
    /5e0bd9bd-7b93-4f28-af87-19fc36ad61bd/,
  )
  assert.match(
    JSON.stringify(all.get('retrievalAccountSwcAsksIndex')),
    /1407120a-92aa-4202-b7e9-c0e197c71c8f/,
  )
  assert.equal(all.get('sharedLinkIndexToStoreDocs')?.properties['groupId'], 'blob')
  assert.match(JSON.stringify(all.get('sharedLinkIndexToAccountSwc')), /"sharedLinkIndexToStoreDocs"/)
  assert.match(graph.notes.join(), /wait for approval/)
})

test('nothing of it is there where nothing is retrieved, nor for the files of machine learning', () => {
  const stores = 'data: { stores: { docs: { kind: storage }, index: { kind: search } } }'
  const found = (text: string) =>
    [...declared(graphOf(text)).keys()].filter((one) => /^(retrieval|shared)/.test(one))
  assert.deepEqual(found(stores), [])
  const withFiles = found(`${RETRIEVING}\noperations: { workspaces: shared }`)
  assert.deepEqual(withFiles, found(RETRIEVING))
})

test('Azure takes all of it', { skip: withoutArmTypes }, () => {
  for (const [symbol, resource] of declared(graphOf(RETRIEVING)))
    assert.deepEqual(armProblems({ ...resource }), [], symbol)
})
