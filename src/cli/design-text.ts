import { formatDiagnostic, loadDesign, type LoadedDesign } from '../workload/index.ts'
import type { DesignText } from './admin-words.ts'
import { NegativeAnswer } from './exit-code.ts'

/** The workload file that another process, or thread, has loaded before and found sound. */
export function designOf({ text, factsFiles }: DesignText, shownAs: string, nowMs: number): LoadedDesign {
  const loaded = loadDesign(text, { source: shownAs, nowMs, factsFiles: new Map(factsFiles) })
  if (loaded.ok) return loaded
  throw new NegativeAnswer(loaded.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join('\n'))
}
