import { parseArgs } from 'node:util'
import { parseDurationMs, suggest } from '../base/index.ts'
import { WrongUse } from './exit-code.ts'

/** A flag of a command, as data: parsing, help, suggestions and the pages under docs/ all read it from here. */
export type Flag =
  /** There or not. */
  | { readonly kind: 'switch'; readonly summary: string }
  /** Takes a value; `value` is how help shows it, such as `DIR`. */
  | { readonly kind: 'text'; readonly value: string; readonly summary: string; readonly default?: string }
  /** Takes values: given again, or parted by commas. */
  | { readonly kind: 'list'; readonly value: string; readonly summary: string }
  | {
      readonly kind: 'choice'
      readonly of: readonly string[]
      readonly summary: string
      readonly default?: string
    }

export type Flags = Readonly<Record<string, Flag>>

/** What the command line gave to one command, checked against the flags that it declares. */
export class Given {
  readonly positionals: readonly string[]
  readonly #flags: Flags
  readonly #values: ReadonlyMap<string, string>

  constructor(flags: Flags, values: ReadonlyMap<string, string>, positionals: readonly string[]) {
    this.#flags = flags
    this.#values = values
    this.positionals = positionals
  }

  /** Whether a switch is on. */
  is(name: string): boolean {
    this.#declared(name, 'switch')
    return this.#values.has(name)
  }

  /** The value of a text flag; its default, or null, when it was not given. */
  text(name: string): string | null {
    return this.#values.get(name) ?? this.#declared(name, 'text').default ?? null
  }

  requiredText(name: string): string {
    const value = this.text(name)
    if (value === null) throw new WrongUse(`--${name} is missing`)
    return value
  }

  /** The values of a list flag in their order; none when it was not given. */
  list(name: string): readonly string[] {
    this.#declared(name, 'list')
    return (this.#values.get(name) ?? '').split(',').flatMap((value) => value.trim() || [])
  }

  /** `of` is the very list that the flag was declared with, so that the answer has its type. */
  choice<Choice extends string>(name: string, of: readonly Choice[]): Choice | null {
    const flag = this.#declared(name, 'choice')
    if (flag.of !== of) throw new Error(`--${name} is declared with another list of choices`)
    const value = this.#values.get(name) ?? flag.default
    return of.find((choice) => choice === value) ?? null
  }

  requiredChoice<Choice extends string>(name: string, of: readonly Choice[]): Choice {
    const value = this.choice(name, of)
    if (value === null) throw new WrongUse(`--${name} is missing`, `It is one of ${of.join(', ')}.`)
    return value
  }

  /** A text flag that holds a duration such as `24h` or `90d`, in milliseconds. */
  durationMs(name: string): number | null {
    const text = this.text(name)
    if (text === null) return null
    const value = parseDurationMs(text)
    if (value === null) throw new WrongUse(`--${name} is no duration: ${text}`, 'Write 30s, 15m, 24h or 90d.')
    return value
  }

  /** A text flag that holds a whole number from 0 up. */
  whole(name: string): number | null {
    const text = this.text(name)
    if (text === null) return null
    const value = Number(text)
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
      throw new WrongUse(`--${name} is no whole number: ${text}`)
    return value
  }

  #declared<Kind extends Flag['kind']>(name: string, kind: Kind): Extract<Flag, { kind: Kind }> {
    const flag = this.#flags[name]
    if (flag?.kind !== kind)
      throw new Error(`the command reads --${name} as ${kind} but does not declare it so`)
    return flag as Extract<Flag, { kind: Kind }>
  }
}

/** Splits the words after a command's name by its flags; throws WrongUse, with a suggestion, on what does not fit. */
export function parseGiven(words: readonly string[], flags: Flags): Given {
  const options: Record<string, { type: 'string' | 'boolean' }> = {}
  for (const [name, flag] of Object.entries(flags))
    options[name] = { type: flag.kind === 'switch' ? 'boolean' : 'string' }
  // Not strict: the messages of node:util name neither the choices nor the nearest flag.
  const { tokens } = parseArgs({ args: [...words], options, strict: false, tokens: true })
  const values = new Map<string, string>()
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const flag = flags[token.name]
    if (flag === undefined || token.rawName !== `--${token.name}`) throw unknownFlag(token.rawName, flags)
    const before = values.get(token.name)
    if (before !== undefined && flag.kind !== 'list') throw new WrongUse(`${token.rawName} is given twice`)
    const value = checkedValue(token.name, flag, token.value, token.inlineValue === true)
    values.set(token.name, before === undefined ? value : `${before},${value}`)
  }
  return new Given(flags, values, positionals)
}

function checkedValue(name: string, flag: Flag, value: string | undefined, inline: boolean): string {
  if (flag.kind === 'switch') {
    if (value !== undefined) throw new WrongUse(`--${name} takes no value`, `Write --${name} alone.`)
    return ''
  }
  const expected = flag.kind === 'choice' ? flag.of.join('|') : flag.value
  if (value === undefined || value === '' || (!inline && value.startsWith('-') && value !== '-'))
    throw new WrongUse(`--${name} needs a value`, `Write --${name} ${expected}.`)
  if (flag.kind === 'choice' && !flag.of.includes(value)) {
    const near = suggest(value, flag.of)
    throw new WrongUse(
      `--${name} cannot be ${JSON.stringify(value)}`,
      near === null ? `It is one of ${flag.of.join(', ')}.` : `Did you mean --${name} ${near}?`,
    )
  }
  return value
}

function unknownFlag(rawName: string, flags: Flags): WrongUse {
  const near = suggest(rawName.replace(/^-+/, ''), Object.keys(flags))
  return new WrongUse(`there is no flag ${rawName}`, near === null ? null : `Did you mean --${near}?`)
}
