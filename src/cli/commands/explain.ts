import { type ExchangeRecords, explain as explainRecords, formatExplanation } from '../../ledger/index.ts'
import type { Command } from '../command.ts'
import { EXIT, NegativeAnswer, WrongUse } from '../exit-code.ts'
import type { Given } from '../given.ts'
import { withRecords } from '../records.ts'
import { FILE_FLAG, findExistingState, STATE_FLAG } from '../workload-file.ts'

const FORMATS = ['text', 'json'] as const

/** An exchange, or one of its attempts, as ids are made in `base/ids.ts`. */
const REQUEST_ID = /^(?<exchange>req_[0-9a-z]{20})(?:\.\d+)?$/

/** A line of a batch that a provider ran has the provider's request id, which stands in the line's result. */
const LINE_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|batch\.[\w.-]{1,200})$/

export const explain: Command = {
  name: 'explain',
  summary: 'Say why a request was routed, answered, refused or failed as it was, and what it cost',
  usage: 'REQUEST_ID [--file FILE | --state DIR] [--format text|json]',
  details: `REQUEST_ID is the header x-request-id of the answer; the log has it too. Of a line
of a batch it is the request_id in its result.`,
  flags: {
    file: FILE_FLAG,
    state: STATE_FLAG,
    format: { kind: 'choice', of: FORMATS, default: 'text', summary: 'How to print' },
  },
  positionals: { least: 1, most: 1 },
  async run(given, environment) {
    const id = idOf(given)
    const state = await findExistingState(given, environment)
    const records = await withRecords(state, environment, (reader) => reader.exchange(id))
    if (records === null) throw new NegativeAnswer(`there is no request ${id} in ${state.folder}`)
    const format = given.requiredChoice('format', FORMATS)
    environment.stdout.write(formatExplanation(explainRecords(records), format))
    return EXIT.ok
  },
  async runRemote(given, environment, server) {
    const records = await server.ask('exchanges.records', { params: { id: idOf(given) } })
    const format = given.requiredChoice('format', FORMATS)
    const explanation = explainRecords(records as unknown as ExchangeRecords)
    environment.stdout.write(formatExplanation(explanation, format))
    return EXIT.ok
  },
}

function idOf(given: Given): string {
  const [word = ''] = given.positionals
  const id = LINE_ID.test(word) ? word : REQUEST_ID.exec(word)?.groups?.['exchange']
  if (id !== undefined) return id
  throw new WrongUse(`${word} is no request id`, 'It starts with req_ and is in the header x-request-id.')
}
