import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { KnownContext } from './deployment-context.ts'
import { placeOf } from './json-document.ts'
import { describeReason } from './reasons.ts'
import type { EvaluatedResource, Evaluation } from './resource.ts'
import { evaluateTarget } from './target.ts'
import { ListValue, RecordValue, toJson, Unknown, type Value } from './value.ts'

/**
 * Each file of test/cases/arm/targets: a target; perhaps what is known of where it is deployed, a parameters file and
 * linked templates; and what it comes to: every resource with its place and body, `?n` where something is unknown, with
 * the reasons below. Lines of dashes with a title part them.
 */
const folder = new URL('../../../test/cases/arm/targets/', import.meta.url)
const SECTION = /^-{20} (.*)\n/m

interface Case {
  readonly target: string
  readonly sections: ReadonlyMap<string, string>
}

function readCase(name: string): Case {
  const [target = '', ...parts] = readFileSync(new URL(name, folder), 'utf8').split(SECTION)
  const sections = new Map<string, string>()
  for (let at = 0; at < parts.length; at += 2) sections.set(parts[at] ?? '', parts[at + 1] ?? '')
  return { target, sections }
}

function evaluateCase({ target, sections }: Case): Evaluation {
  const parameters = sections.get('parameters')
  const linked = new Map<string, string>()
  for (const [title, text] of sections) {
    if (title.startsWith('linked ')) linked.set(title.slice('linked '.length), text)
  }
  return evaluateTarget(
    { name: 'main/target.json', text: target },
    {
      known: JSON.parse(sections.get('known') ?? '{}') as KnownContext,
      parameterFiles: parameters === undefined ? [] : [{ name: 'parameters.json', text: parameters }],
      linked,
    },
  )
}

function shown(evaluation: Evaluation): string {
  const reasons: string[] = []
  const lines = evaluation.resources.flatMap((resource) => shownResource(resource, reasons))
  for (const { name, value } of evaluation.outputs) {
    lines.push(`output ${name} ${JSON.stringify(marked(value, reasons))}`)
  }
  for (const { kind, message, place } of evaluation.notes) {
    lines.push(`${kind} ${place === null ? '-' : `${place.line}:${place.column}`} ${message}`)
  }
  reasons.forEach((reason, at) => lines.push(`?${at + 1} ${reason}`))
  return `${evaluation.kind}\n${lines.join('\n')}\n`
}

function shownResource(resource: EvaluatedResource, reasons: string[]): readonly string[] {
  const { line, column } = placeOf(resource.at)
  const body = marked(resource.body, reasons) as Record<string, unknown>
  const { type: _type, name: _name, apiversion: _version, id: _id, ...rest } = lowerNames(body)
  const { presence, copy } = resource
  const state = presence.kind === 'maybe' ? `maybe (${because(presence.because)})` : presence.kind
  const batch = copy === null || copy.batchSize === null ? '' : ` in batches of ${copy.batchSize}`
  const existing = resource.existing ? ' existing' : ''
  return [
    `${line}:${column} ${state}${existing}${batch} ${resource.type} ${text(resource.name)}`,
    `  ${text(resource.id)}`,
    `  ${JSON.stringify(rest)}`,
  ]
}

function lowerNames(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]))
}

function text(value: Value): string {
  const json = toJson(value)
  return typeof json === 'string' ? json : JSON.stringify(json)
}

function because(unknown: Unknown): string {
  return unknown.reasons.map(describeReason).join(', ')
}

function marked(value: Value, reasons: string[]): unknown {
  if (value instanceof Unknown) {
    const reason = because(value)
    if (!reasons.includes(reason)) reasons.push(reason)
    const mark = `?${reasons.indexOf(reason) + 1}`
    return value.symbol === null ? mark : `${mark} ${value.symbol}`
  }
  if (value instanceof ListValue) return value.items.map((item) => marked(item, reasons))
  if (!(value instanceof RecordValue)) return value
  const fields = [...value.fields.values()].map(
    (field) => [field.name, marked(field.value, reasons)] as const,
  )
  return Object.fromEntries(value.open === null ? fields : [...fields, ['...', marked(value.open, reasons)]])
}

const names = readdirSync(folder).filter((name) => name.endsWith('.case'))

describe('targets', () => {
  for (const name of names) {
    test(name.replace('.case', '').replaceAll('-', ' '), () => {
      const one = readCase(name)
      const actual = shown(evaluateCase(one))
      assert.equal(actual, one.sections.get('expected'))
      assert.ok(!actual.includes('hunter2'), 'a secret is shown')
    })
  }
})
