import path from 'node:path'
import { run } from 'node:test'
import * as reporters from 'node:test/reporters'

import { inOrder } from './test-order.ts'

/** `node run-tests.ts AT_ONCE REPORTER FILE...`: as `node --test` runs them, but in an order of our own. */
const [atOnce = '1', reporter = 'spec', ...files] = process.argv.slice(2)

function reporterOf(name: string) {
  switch (name) {
    case 'spec':
      return new reporters.spec()
    case 'tap':
    case 'dot':
    case 'junit':
      return reporters[name]
    default:
      throw new Error(`CAUSEWAY_TEST_REPORTER is spec, tap, dot or junit, not ${name}`)
  }
}

const results = run({ files: inOrder(files).map((file) => path.resolve(file)), concurrency: Number(atOnce) })
results.on('test:summary', ({ success }) => {
  if (!success) process.exitCode = 1
})
results.compose(reporterOf(reporter)).pipe(process.stdout)
