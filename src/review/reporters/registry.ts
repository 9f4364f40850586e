import type { Reporter } from '../reporter.ts'
import { json } from './json.ts'
import { terminal } from './terminal.ts'

/** Every form of the report; the first is the default. */
export const REPORTERS: readonly Reporter[] = [terminal, json]
