import type { Reporter } from '../reporter.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { sarif } from './sarif.ts'
import { terminal } from './terminal.ts'

/** Every form of the report; the first is the default. */
export const REPORTERS: readonly Reporter[] = [terminal, json, sarif, markdown, junit, html]
