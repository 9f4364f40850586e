import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A script of `redis-scripts/`, whole, and the name by which the server knows it. */
export interface RedisScript {
  readonly text: string
  readonly sha: string
}

const counts = read('counts')

export const SCRIPTS = {
  reserve: script('reserve', counts),
  settle: script('settle', counts),
  release: script('release', counts),
  left: script('left', counts),
  restore: script('restore', counts),
  join: script('join', counts),
  reopen: script('reopen', counts),
  beat: script('beat', counts),
  tell: script('tell'),
  standing: script('standing'),
  untold: script('untold'),
}

function script(name: string, prelude: string = ''): RedisScript {
  const text = `${prelude}\n${read(name)}`
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

function read(name: string): string {
  return readFileSync(new URL(`redis-scripts/${name}.lua`, import.meta.url), 'utf8')
}
