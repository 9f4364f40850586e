import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { DatabaseError } from 'pg'

import { DatabaseAway, databaseProblem } from './database-problem.ts'

const WHERE = 'db.example:5432/ledger'

function said(sqlstate: string, message: string): DatabaseError {
  return Object.assign(new DatabaseError(message, message.length, 'error'), { code: sqlstate })
}

function broken(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

describe('what is wrong with a database', () => {
  for (const [code, message] of [
    ['ECONNRESET', 'read ECONNRESET'],
    ['EPIPE', 'write EPIPE'],
    ['EPERM', 'connect EPERM'],
  ] as const) {
    test(`a socket that ends with ${code} is a database that cannot be reached`, () => {
      const problem = databaseProblem(broken(code, message), WHERE)
      assert.ok(problem instanceof DatabaseAway)
      assert.equal(problem.message, `the database ${WHERE} cannot be reached: ${message}`)
    })
  }

  test('a refusal by every address of a name is told by its code', () => {
    const problem = databaseProblem(broken('ECONNREFUSED', ''), WHERE)
    assert.ok(problem instanceof DatabaseAway)
    assert.match(problem.message, /cannot be reached: ECONNREFUSED$/)
  })

  test('a server that shuts down, is full or refuses the user is away', () => {
    for (const sqlstate of ['57P01', '53100', '08006', '28P01', '3D000', '42501', '57014']) {
      assert.ok(databaseProblem(said(sqlstate, 'no'), WHERE) instanceof DatabaseAway, sqlstate)
    }
  })

  test('an error in what was asked stays as it is', () => {
    for (const sqlstate of ['42601', '23505', '22P02']) {
      const error = said(sqlstate, 'no')
      assert.equal(databaseProblem(error, WHERE), error)
    }
  })

  test('what is named already is not named twice', () => {
    const away = new DatabaseAway('the database is away')
    assert.equal(databaseProblem(away, WHERE), away)
  })
})
