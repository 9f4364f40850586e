import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A script of `redis-scripts/`, whole, and the name by which the server knows it. */
export interface RedisScript {
  readonly text: string
  readonly sha: string
}

const prelude = read('counts')

export const SCRIPTS = {
  reserve: script('reserve'),
  settle: script('settle'),
  release: script('release'),
  left: script('left'),
  restore: script('restore'),
  join: script('join'),
  reopen: script('reopen'),
  beat: script('beat'),
}

function script(name: string): RedisScript {
  const text = `${prelude}\n${read(name)}`
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

function read(name: string): string {
  return readFileSync(new URL(`redis-scripts/${name}.lua`, import.meta.url), 'utf8')
}
