import type { DeploymentContext } from './deployment-context.ts'
import type { Expression } from './expression.ts'
import type { JsonNode } from './json-document.ts'
import type { Run } from './run.ts'
import type { Unknown, Value } from './value.ts'

/** What names mean where an expression stands. */
export interface Scope {
  readonly context: DeploymentContext
  parameter(name: string, at: JsonNode | null): Value
  variable(name: string, at: JsonNode | null): Value
  userFunction(namespace: string, name: string): UserFunction | undefined
  /** Outputs of a deployment in the same template, by symbolic name, name or id; undefined when it is none. */
  outputsOf(target: Value): Value | undefined
  /** The id of a resource by its symbolic name. */
  idOf(symbolicName: string): Value | undefined
  /** What `deployment().name` is. */
  readonly deploymentName: Value
}

export interface UserFunction {
  /** Names in order. */
  readonly parameters: readonly string[]
  readonly body: JsonNode
}

/** The loops around an expression, the innermost first. */
export interface Loop {
  readonly lowerName: string
  readonly index: number | Unknown
  readonly outer: Loop | null
}

/** Variables of lambdas around an expression, the innermost first. */
export interface Binding {
  readonly lowerName: string
  readonly value: Value
  readonly outer: Binding | null
}

/** Where an expression is evaluated. */
export interface Frame {
  readonly run: Run
  readonly scope: Scope
  readonly loop: Loop | null
  readonly binding: Binding | null
  /** The value of the template that holds the expression. */
  readonly at: JsonNode | null
}

export interface Closure {
  readonly parameters: readonly string[]
  readonly body: Expression
  readonly frame: Frame
}
