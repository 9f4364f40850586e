import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'

import { parser } from '@prometheus-io/lezer-promql'
import { parse } from 'yaml'

/** What is printed for Prometheus and Grafana, held to the grammar that Prometheus' own editor reads PromQL by. */
const deploy = path.resolve(import.meta.dirname, '../../deploy')

describe('what Prometheus is asked', () => {
  test('every rule is PromQL', () => {
    const { groups } = parse(readFileSync(path.join(deploy, 'prometheus/alerts.yaml'), 'utf8')) as {
      readonly groups: readonly {
        readonly rules: readonly { readonly alert: string; readonly expr: string }[]
      }[]
    }
    const rules = groups.flatMap((group) => group.rules)
    assert.ok(rules.length > 15)
    for (const { alert, expr } of rules) assert.equal(mistake(expr), null, alert)
  })

  test('every panel is PromQL', () => {
    const folder = path.join(deploy, 'grafana')
    const expressions = readdirSync(folder).flatMap((file) =>
      [...readFileSync(path.join(folder, file), 'utf8').matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(
        ([, text]) => ({ file, expr: JSON.parse(text ?? '') as string }),
      ),
    )
    assert.ok(expressions.length > 40)
    for (const { file, expr } of expressions)
      assert.equal(mistake(grafanaless(expr)), null, `${file}: ${expr}`)
  })

  test('what is no PromQL is found', () => {
    assert.equal(mistake('sum by (a) (rate(x[5m]))'), null)
    assert.equal(mistake('sum by (a (rate(x[5m]))'), 10)
  })
})

/** Grafana puts durations and labels in the place of its variables before it asks. */
function grafanaless(expr: string): string {
  return expr.replaceAll(/\$__\w+/g, '5m')
}

/** Where it is none, from 0; null where all of it is PromQL. */
function mistake(expr: string): number | null {
  let at: number | null = null
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.type.isError) at ??= node.from
    },
  })
  return at
}
