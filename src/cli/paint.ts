import { styleText } from 'node:util'
import type { Environment } from './environment.ts'

type Paint = (text: string) => string

/** Colours for people at a terminal; plain text for everyone else, and for all where NO_COLOR is set (no-color.org). */
export interface Paints {
  readonly strong: Paint
  readonly faint: Paint
  readonly good: Paint
  readonly warning: Paint
  readonly bad: Paint
}

export function paints(environment: Pick<Environment, 'env' | 'isTerminal'>): Paints {
  const { NO_COLOR: noColour, TERM: terminal } = environment.env
  const plain = !environment.isTerminal || (noColour !== undefined && noColour !== '') || terminal === 'dumb'
  const paint =
    (format: Parameters<typeof styleText>[0]): Paint =>
    (text) =>
      plain ? text : styleText(format, text, { validateStream: false })
  return {
    strong: paint('bold'),
    faint: paint('dim'),
    good: paint('green'),
    warning: paint('yellow'),
    bad: paint('red'),
  }
}
