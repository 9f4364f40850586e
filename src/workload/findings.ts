import { formatPath, type Diagnostic, type SettingPath } from './diagnostic.ts'
import type { Place, Places } from './places.ts'

/** Past this many, more would not help: the rest are counted in one last line. */
const MAX_DIAGNOSTICS = 200

export interface More {
  /** Looked for only when it will be shown: among many names that takes a while. */
  readonly suggestion?: string | null | (() => string | null)
  /** Point at the key rather than at its value. */
  readonly at?: 'key' | 'value'
}

/** Collects what is wrong with a file, each thing at its place. */
export class Findings {
  readonly places: Places
  readonly #source: string
  readonly #all: Diagnostic[] = []
  #errors = 0
  #dropped = 0
  /** Settings that were left out, and all that holds one. */
  readonly #unsound = new Set<string>()
  readonly #incomplete = new Set<string>()
  /** By list: which item of the file each item that is left was. */
  readonly #origins = new Map<string, number[]>()

  constructor(source: string, places: Places) {
    this.#source = source
    this.places = places
  }

  error(path: SettingPath, message: string, more: More = {}): void {
    this.#add('error', path, message, more)
  }

  warning(path: SettingPath, message: string, more: More = {}): void {
    this.#add('warning', path, message, more)
  }

  /** An error of the text itself, which has no setting yet. */
  errorAt(offset: number, message: string): void {
    if (!this.#isFull('error')) this.#push('error', this.places.at(offset), '', message, null)
  }

  /** Notes that the setting was left out of the declaration because its shape is wrong. */
  markUnsound(path: SettingPath): void {
    const original = this.#original(path)
    this.#unsound.add(JSON.stringify(original))
    for (let end = 0; end <= original.length; end++)
      this.#incomplete.add(JSON.stringify(original.slice(0, end)))
  }

  /** Notes that an item was taken out of a list: paths keep pointing at where the others stand in the file. */
  noteRemoval(list: SettingPath, index: number): void {
    const key = JSON.stringify(this.#original(list))
    const origins = this.#origins.get(key) ?? []
    for (let i = origins.length; i <= index; i++) origins.push(i === 0 ? 0 : (origins[i - 1] as number) + 1)
    const removed = origins.splice(index, 1)[0] as number
    if (origins.length === index) origins.push(removed + 1)
    this.#origins.set(key, origins)
  }

  /** False where the setting, or what holds it, was left out for its shape: no second complaint is due. */
  isSound(path: SettingPath): boolean {
    const original = this.#original(path)
    for (let end = 0; end <= original.length; end++) {
      if (this.#unsound.has(JSON.stringify(original.slice(0, end)))) return false
    }
    return true
  }

  /** Whether nothing at or below the setting was left out for its shape. */
  isWhole(path: SettingPath): boolean {
    return this.isSound(path) && !this.#incomplete.has(JSON.stringify(this.#original(path)))
  }

  get hasErrors(): boolean {
    return this.#errors > 0
  }

  /** By place; bounded. */
  sorted(): readonly Diagnostic[] {
    const sorted = [...this.#all].sort((a, b) => a.line - b.line || a.column - b.column)
    const last = sorted[sorted.length - 1]
    if (this.#dropped === 0 || last === undefined) return sorted
    const message = `and ${this.#dropped} more`
    return [
      ...sorted,
      { ...last, severity: this.hasErrors ? 'error' : 'warning', path: '', message, suggestion: null },
    ]
  }

  /** List indexes as they are in the file, whatever was taken out before them. Past the noted ones they count on. */
  #original(path: SettingPath): SettingPath {
    const original: (string | number)[] = []
    for (const step of path) {
      const origins = typeof step === 'number' ? this.#origins.get(JSON.stringify(original)) : undefined
      if (typeof step === 'string' || origins === undefined) original.push(step)
      else original.push(origins[step] ?? (origins[origins.length - 1] as number) + 1 + step - origins.length)
    }
    return original
  }

  #add(severity: Diagnostic['severity'], current: SettingPath, message: string, more: More): void {
    if (this.#isFull(severity)) return
    const path = this.#original(current)
    const place = more.at === 'key' ? this.places.key(path) : this.places.value(path)
    const { suggestion = null } = more
    const found = typeof suggestion === 'function' ? suggestion() : suggestion
    this.#push(severity, place, formatPath(path), message, found)
  }

  /** Counts what is found, before its place is looked for. */
  #isFull(severity: Diagnostic['severity']): boolean {
    if (severity === 'error') this.#errors++
    if (this.#all.length < MAX_DIAGNOSTICS) return false
    this.#dropped++
    return true
  }

  #push(
    severity: Diagnostic['severity'],
    place: Place,
    path: string,
    message: string,
    suggestion: string | null,
  ): void {
    this.#all.push({ severity, source: this.#source, ...place, path, message, suggestion })
  }
}
