import { formatPath, type Diagnostic, type SettingPath } from './diagnostic.ts'
import type { Place, Places } from './places.ts'

/** Past this many, more of them would not help; the rest are counted in one last line. */
const MAX_DIAGNOSTICS = 200

export interface More {
  readonly suggestion?: string | null
  /** Point at the key rather than at its value. */
  readonly at?: 'key' | 'value'
}

/** Collects what is wrong with a file, each thing at its place. */
export class Findings {
  readonly places: Places
  readonly #source: string
  readonly #all: Diagnostic[] = []
  readonly #unsound: SettingPath[] = []
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
    this.#push('error', this.places.at(offset), '', message, null)
  }

  /** Notes that the setting was left out of the declaration because its shape is wrong. */
  markUnsound(path: SettingPath): void {
    this.#unsound.push(this.#original(path))
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
    return !this.#unsound.some((unsound) => startsWith(original, unsound))
  }

  /** Whether nothing at or below the setting was left out for its shape. */
  isWhole(path: SettingPath): boolean {
    const original = this.#original(path)
    return this.isSound(path) && !this.#unsound.some((unsound) => startsWith(unsound, original))
  }

  get hasErrors(): boolean {
    return this.#all.some(({ severity }) => severity === 'error')
  }

  /** By place; bounded. */
  sorted(): readonly Diagnostic[] {
    const sorted = [...this.#all].sort((a, b) => a.line - b.line || a.column - b.column)
    const last = sorted[MAX_DIAGNOSTICS]
    if (last === undefined) return sorted
    const rest = sorted.length - MAX_DIAGNOSTICS
    return [
      ...sorted.slice(0, MAX_DIAGNOSTICS),
      {
        ...last,
        severity: this.hasErrors ? 'error' : 'warning',
        path: '',
        message: `and ${rest} more`,
        suggestion: null,
      },
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
    const path = this.#original(current)
    const place = more.at === 'key' ? this.places.key(path) : this.places.value(path)
    this.#push(severity, place, formatPath(path), message, more.suggestion ?? null)
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

function startsWith(path: SettingPath, start: SettingPath): boolean {
  return start.length <= path.length && start.every((step, i) => step === path[i])
}
