import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node, type Pair } from 'yaml'
import type { SettingPath } from './diagnostic.ts'

/** Line and column, both from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Finds where settings stand in the text. What is not there stands where its nearest parent's key does. */
export class Places {
  readonly #document: Document
  readonly #lines: LineCounter

  constructor(document: Document, lines: LineCounter) {
    this.#document = document
    this.#lines = lines
  }

  at(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }

  value(path: SettingPath): Place {
    return this.#find(path, 'value')
  }

  key(path: SettingPath): Place {
    return this.#find(path, 'key')
  }

  #find(path: SettingPath, wanted: 'key' | 'value'): Place {
    let node: unknown = this.#document.contents
    let parentOffset = offsetOf(node) ?? 0
    for (const [index, step] of path.entries()) {
      const isLast = index === path.length - 1
      const container = isAlias(node) ? node.resolve(this.#document) : node
      if (typeof step === 'number') {
        const item: unknown = isSeq(container) ? container.items[step] : undefined
        const offset = offsetOf(item)
        if (offset === null) return this.at(parentOffset)
        parentOffset = offset
        node = item
      } else {
        const pair = isMap(container) ? container.items.find(({ key }) => keyText(key) === step) : undefined
        const keyOffset = pair === undefined ? null : offsetOf(pair.key)
        if (pair === undefined || keyOffset === null) return this.at(parentOffset)
        parentOffset = keyOffset
        node = pair.value
        if (isLast && wanted === 'value') return this.at(offsetOfValue(pair) ?? keyOffset)
      }
    }
    return this.at(parentOffset)
  }
}

/** Keys as `toJS` makes them. */
function keyText(key: unknown): string {
  if (!isScalar(key)) return String(key)
  const { value } = key
  return typeof value === 'string' ? value : value === null ? '' : String(key)
}

function offsetOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null
}

/** Null for a block collection, which begins on the line after its key, and for nothing at all. */
function offsetOfValue(pair: Pair): number | null {
  const { value } = pair
  if ((isMap(value) || isSeq(value)) && value.flow !== true) return null
  if (isScalar(value) && value.value === null && value.source === '') return null
  return offsetOf(value)
}
