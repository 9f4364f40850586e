import { type JsonNode, parseJson } from './json-document.ts'
import type { Run } from './run.ts'

/** Texts of linked templates by path, as the caller handed them in; each is parsed once. */
export class LinkedTemplates {
  readonly #texts: ReadonlyMap<string, string>
  readonly #run: Run
  readonly #roots = new Map<string, JsonNode | null>()

  constructor(texts: ReadonlyMap<string, string>, run: Run) {
    this.#texts = texts
    this.#run = run
  }

  /** The template at a path relative to a document; null when it was not handed in or is no JSON. */
  read(relativePath: string, from: string): { readonly root: JsonNode; readonly path: string } | null {
    const path = resolvePath(relativePath, from)
    let root = this.#roots.get(path)
    if (root === undefined) {
      root = this.#parse(path)
      this.#roots.set(path, root)
    }
    return root === null ? null : { root, path }
  }

  #parse(path: string): JsonNode | null {
    const text = this.#texts.get(path)
    if (text === undefined) return null
    const reading = parseJson(text, path)
    if (reading.ok) return reading.root
    this.#run.notes.push({ kind: 'fault', ...reading.problem })
    return null
  }
}

/** `../shared/hub.json` from `main/azuredeploy.json` is `shared/hub.json`. */
function resolvePath(relativePath: string, from: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of relativePath.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}
