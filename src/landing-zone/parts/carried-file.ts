import { gzipSync } from 'node:zlib'

/** Bicep takes no longer text (131,072 characters), and a diff of a template shows what changed as long as it is text. */
const LONGEST_TEXT = 100_000

/** The workload file as a container gets it: its name there and its content; compressed where it is long. */
export function carriedFile(text: string): { readonly name: string; readonly value: string } {
  if (text.length <= LONGEST_TEXT) return { name: 'workload.yaml', value: text }
  return { name: 'workload.yaml.gz.base64', value: gzipSync(text, { level: 9 }).toString('base64') }
}
