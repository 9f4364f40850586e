import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * What makes a change of the audit log seen: each line ends with a hash over itself and the hash of the line before, on
 * from file to file. Whoever may write the files can make all hashes anew; whoever kept a hash elsewhere sees that, too.
 */
export interface Link {
  /** Of the line, from 1 on. */
  readonly number: number
  readonly chain: string
}

/** What the first line goes on from. */
export const NO_LINE: Link = { number: 0, chain: '0'.repeat(64) }
const END = /,"line":(\d{1,15}),"chain":"([0-9a-f]{64})"\}$/
const CHAIN = /,"chain":"[0-9a-f]{64}"\}$/

/** `text` is JSON of an object that is not empty. */
export function chained(text: string, before: Link): string {
  const numbered = `${text.slice(0, -1)},"line":${before.number + 1}}`
  return `${numbered.slice(0, -1)},"chain":"${hashOf(numbered, before)}"}`
}

/** Null of what is no line of the chain. */
export function linkOf(line: string): Link | null {
  const [, number, chain] = END.exec(line) ?? []
  return number === undefined || chain === undefined ? null : { number: Number(number), chain }
}

function follows(line: string, { number, chain }: Link, before: Link): boolean {
  return number === before.number + 1 && chain === hashOf(line.replace(CHAIN, '}'), before)
}

function hashOf(text: string, { chain }: Link): string {
  return hash('sha256', `${chain}\n${text}`, 'hex')
}

/** The files of the log, the oldest first: those that were full, by the moment when they were, and the one that grows. */
export async function auditFiles(file: string): Promise<readonly string[]> {
  const { dir, name, ext } = path.parse(file)
  const entries = await readdir(dir).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
  const full = entries.filter(
    (entry) => entry.startsWith(`${name}-`) && entry.endsWith(ext) && FULL.test(entry),
  )
  const growing = entries.filter((entry) => entry === `${name}${ext}`)
  return [...full.sort(), ...growing].map((entry) => path.join(dir, entry))
}

const FULL = /-\d{8}T\d{9}Z\.[^.]+$/

/** What the file is called once it is full. */
export function fullFile(file: string, nowMs: number): string {
  const { dir, name, ext } = path.parse(file)
  return path.join(dir, `${name}-${new Date(nowMs).toISOString().replaceAll(/[-:.]/g, '')}${ext}`)
}

export interface AuditVerdict {
  readonly files: number
  readonly lines: number
  /** Of the last line; null of an empty log. */
  readonly head: string | null
  /** Pieces of lines that a crash cut off: nothing was written on, and no line is missing. */
  readonly cut: number
  /** The oldest lines are elsewhere: the first one that is here goes on from one that is not. */
  readonly goesOn: boolean
  /** The first line that is not as it was written, or not where; null where all are. */
  readonly broken: { readonly file: string; readonly line: number } | null
  /** Whether the hash that was kept elsewhere is that of a line; null where none was asked for. */
  readonly hasKept: boolean | null
}

export async function verifyAudit(file: string, kept: string | null): Promise<AuditVerdict> {
  const files = await auditFiles(file)
  let before: Link | null = null
  let lines = 0
  let cut = 0
  let goesOn = false
  let hasKept = kept === null ? null : kept === NO_LINE.chain
  let broken: AuditVerdict['broken'] = null
  for (const one of files) {
    // A file is of bounded size.
    const texts = (await readFile(one, 'utf8')).split('\n')
    for (const [index, text] of texts.entries()) {
      if (text === '' || broken !== null) continue
      const link = linkOf(text)
      if (link === null && !isJson(text)) {
        cut++
        continue
      }
      lines++
      // Of a line that is not the first of all, what was before it cannot be known where older files were moved away.
      const isBeginning: boolean = before === null && link !== null && link.number > 1
      if (isBeginning) goesOn = true
      if (link === null || (!isBeginning && !follows(text, link, before ?? NO_LINE))) {
        broken = { file: path.basename(one), line: index + 1 }
        continue
      }
      before = link
      if (link.chain === kept) hasKept = true
    }
  }
  return { files: files.length, lines, head: before?.chain ?? null, cut, goesOn, broken, hasKept }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
