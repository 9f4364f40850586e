import assert from 'node:assert/strict'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { test } from 'node:test'

import { ApiProblem } from './api-problem.ts'
import { readBody } from './request-body.ts'

test('a body whose sender goes away is no fault of the program', async () => {
  const request = new IncomingMessage(new Socket())
  request.headers['content-type'] = 'application/json'
  request.push('{"key":')
  const reading = readBody(request, 100)
  request.destroy(new Error('aborted'))
  await assert.rejects(reading, (error) => error instanceof ApiProblem && error.code === 'bad_request')
})
