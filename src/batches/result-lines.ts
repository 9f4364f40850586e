import type { BatchRecord } from './records.ts'

/**
 * A line of a result file, as OpenAI's API reference has it. The id comes first and ends with the number of the input
 * line: a run that goes on after a crash reads from it which lines are done.
 */
const PREFIX = '{"id":"batch_req_'
const LINE_BREAKS = /[\r\n]+/g

export function resultId(batch: Pick<BatchRecord, 'id'>, line: number): string {
  return `batch_req_${batch.id.slice('batch_'.length)}_${line}`
}

/** `body` is a JSON value. */
export function answeredLine(
  batch: BatchRecord,
  line: number,
  customId: string,
  answer: { readonly status: number; readonly requestId: string; readonly body: Buffer },
): Buffer {
  const about = `"status_code":${answer.status},"request_id":${JSON.stringify(answer.requestId)}`
  const head = `{"id":"${resultId(batch, line)}","custom_id":${JSON.stringify(customId)},"response":{${about},"body":`
  return Buffer.concat([Buffer.from(head), oneLine(answer.body), Buffer.from('},"error":null}\n')])
}

export function unansweredLine(
  batch: BatchRecord,
  line: number,
  customId: string,
  error: { readonly code: string; readonly message: string },
): Buffer {
  const { code, message } = error
  const id = resultId(batch, line)
  return Buffer.from(
    `${JSON.stringify({ id, custom_id: customId, response: null, error: { code, message } })}\n`,
  )
}

/** Line breaks stand between the values of JSON only, where a space is as good. */
function oneLine(body: Buffer): Buffer {
  if (!body.includes(0x0a) && !body.includes(0x0d)) return body
  return Buffer.from(body.toString('utf8').replaceAll(LINE_BREAKS, ' '))
}

/** The number of the input line that a result is for; null when the bytes are no result of this batch. */
export function lineOfResult(batch: Pick<BatchRecord, 'id'>, result: Buffer): number | null {
  const start = `${PREFIX}${batch.id.slice('batch_'.length)}_`
  const head = result.toString('latin1', 0, start.length + 12)
  if (!head.startsWith(start)) return null
  const digits = /^(\d+)"/.exec(head.slice(start.length))?.[1]
  return digits === undefined ? null : Number(digits)
}
