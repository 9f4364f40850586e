import type { ScannedLine } from '../../batches/index.ts'
import { JsonScan } from '../bytes/json-scan.ts'
import { WantedKeys } from '../bytes/wanted-keys.ts'

/** One scan of each kind serves all lines: what is found is copied out before the next one. */
const lineScan = new JsonScan(new WantedKeys(['custom_id', 'method', 'url', 'body']))
const bodyScan = new JsonScan(new WantedKeys(['model', 'stream', 'background']))

/** A line of a batch's input, read as the bodies of requests are: nothing twice, nothing decoded that is not asked for. */
export function scanLine(line: Buffer): ScannedLine | string {
  const fault = lineScan.scan(line)
  if (fault !== null) return fault.message
  const text = (name: 'custom_id' | 'method' | 'url'): string | null =>
    lineScan.kind(name) === 'string' ? lineScan.string(name) : null
  const found = { customId: text('custom_id'), method: text('method'), url: text('url') }
  const isObject = lineScan.kind('body') === 'object'
  const bodyStart = isObject ? lineScan.start('body') : -1
  const bodyEnd = isObject ? lineScan.end('body') : -1
  lineScan.clear()
  const noModel = { model: null, isStream: false, modelStart: -1, modelEnd: -1 }
  if (bodyStart === -1) return { ...found, ...noModel, bodyStart, bodyEnd }
  const bodyFault = bodyScan.scanSpan(line, bodyStart, bodyEnd)
  if (bodyFault !== null) return bodyFault.message
  const hasModel = bodyScan.kind('model') === 'string'
  const model = hasModel ? bodyScan.string('model') : null
  const isTrue = (name: 'stream' | 'background'): boolean =>
    bodyScan.kind(name) === 'boolean' && bodyScan.boolean(name) === true
  const scanned = {
    ...found,
    model: model === '' ? null : model,
    isStream: isTrue('stream') || isTrue('background'),
    bodyStart,
    bodyEnd,
    modelStart: hasModel ? bodyScan.start('model') : -1,
    modelEnd: hasModel ? bodyScan.end('model') : -1,
  }
  bodyScan.clear()
  return scanned
}
