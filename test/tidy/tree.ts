import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the checks look at: paths from the root of the repository, with `/`, and the text behind them. */
export type Tree = ReadonlyMap<string, string>

/** One thing that is not as the house wants it. Prints as `file:line: what. Way out: ...`. */
export interface Untidy {
  readonly path: string
  /** From 1. */
  readonly line: number
  readonly what: string
  readonly wayOut: string
}

export function formatUntidy({ path, line, what, wayOut }: Untidy): string {
  return `${path}:${line}: ${what}. Way out: ${wayOut}`
}

const BINARY = /\.(png|jpg|gif|ico|woff2|wasm|gz|zip|bin|onnx)$/

/** All text files that git tracks or would: what is ignored is nobody's business. */
export function readTree(root: string): Tree {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const paths = listed.split('\0').filter((path) => path !== '' && !BINARY.test(path))
  // A file may be tracked and yet gone, between a deletion and its commit.
  const present = paths.filter((path) => existsSync(join(root, path))).sort()
  return new Map(present.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

export function madeUpTree(files: Readonly<Record<string, string>>): Tree {
  return new Map(Object.entries(files))
}

/** The line, from 1, on which the character at `offset` stands. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** Files that are measured and searched as code that someone wrote. */
export function isCode(path: string): boolean {
  return /\.(tsx?|js|mjs|css|html|sh|sql)$/.test(path) && !isGenerated(path)
}

export function isTypeScript(path: string): boolean {
  return /\.tsx?$/.test(path)
}

/** Written by a script or recorded from elsewhere: names and sizes there are not ours to choose. */
export function isGenerated(path: string): boolean {
  return /\.generated\./.test(path) || /^test\/(wire|cases)\//.test(path)
}

/** Code that only tests load: tests, the suites that adapters share, and the stand-ins that tests hand around. */
export function isTestCode(path: string): boolean {
  return /\.(test|contract|fixture)\.ts$/.test(path) || path.startsWith('test/')
}
