import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseWrk, wrkScript } from './wrk.ts'

test('parseWrk finds the result among what wrk prints', () => {
  const output =
    'Running 2s test @ http://127.0.0.1:1/\n  1 threads and 64 connections\n' +
    'bench-result {"requests":3000,"durationUs":2000000,"p50Us":560,"p99Us":900,"badStatuses":2,"socketErrors":1}\n'
  assert.deepEqual(parseWrk(output), {
    requests: 3000,
    requestsPerSecond: 1500,
    p50Us: 560,
    p99Us: 900,
    badStatuses: 2,
    socketErrors: 1,
  })
})

test('no result is an error that shows what wrk said', () => {
  assert.throws(() => parseWrk('unable to connect to 127.0.0.1:1'), /unable to connect/)
})

test('the script quotes headers, and has no request function, which would build each request anew', () => {
  const script = wrkScript('/a b/body.json', { 'x-key': 'a"b' }, null)
  assert.match(script, /wrk\.headers\["x-key"\] = "a\\"b"/)
  assert.doesNotMatch(script, /function (request|delay)/)
  assert.match(wrkScript('/body.json', {}, 100), /function delay\(\) return 100 end/)
})
