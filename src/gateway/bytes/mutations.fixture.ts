import type { Random } from '../../base/index.ts'

/** Bodies that are nearly right, for tests that compare readers: each is one of the seeds after a few accidents. */
export function* mutations(random: Random, seeds: readonly string[], count: number): Generator<Buffer> {
  const buffers = seeds.map((seed) => Buffer.from(seed))
  for (let i = 0; i < count; i++) {
    let body: Buffer = pick(random, buffers)
    // Many stay sound: what is accepted must be looked at as hard as what is refused.
    const accidents = random.next() < 0.1 ? 0 : 1 + Math.floor(random.next() * 2.2)
    for (let n = 0; n < accidents; n++) body = mutate(random, body)
    yield body
  }
}

export function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random.next() * values.length)] as T
}

function below(random: Random, count: number): number {
  return Math.floor(random.next() * count)
}

function replace(body: Buffer, start: number, end: number, by: Buffer | string): Buffer {
  return Buffer.concat([
    body.subarray(0, start),
    typeof by === 'string' ? Buffer.from(by) : by,
    body.subarray(end),
  ])
}

function mutate(random: Random, body: Buffer): Buffer {
  const at = below(random, body.length + 1)
  switch (below(random, 12)) {
    case 0: {
      const flipped = Buffer.from(body)
      if (at < flipped.length) flipped[at] = (flipped[at] as number) ^ (1 << below(random, 8))
      return flipped
    }
    case 1:
      return body.subarray(0, at)
    case 2:
      return replace(body, at, at, Buffer.of(below(random, 256)))
    case 3:
      return replace(body, at, Math.min(body.length, at + 1 + below(random, 6)), '')
    case 4: {
      const end = Math.min(body.length, at + 1 + below(random, 40))
      return replace(body, at, at, body.subarray(at, end))
    }
    case 5:
      return replace(body, at, at, pick(random, TOKENS))
    case 6:
      return atMatch(random, body, /[{,]/g, (start) =>
        replace(body, start + 1, start + 1, `${pick(random, MEMBERS)},`),
      )
    case 7:
      return atMatch(random, body, /:(?:-?\d[\d.eE+-]*|"[^"\\]*"|true|false|null)/g, (start, text) =>
        replace(body, start + 1, start + text.length, pick(random, VALUES)),
      )
    case 8:
      return atMatch(random, body, /[^\\]"/g, (start) =>
        replace(body, start + 2, start + 2, pick(random, IN_STRINGS)),
      )
    case 9: {
      const depth = pick(random, [3, 40, 509, 510, 511, 512, 600])
      const open = random.next() < 0.5 ? '[' : '{"a":'
      const nested = open.repeat(depth) + '1' + (open === '[' ? ']' : '}').repeat(depth)
      return atMatch(random, body, /:(?:\d+|"[^"\\]*"|true|false|null)/g, (start, text) =>
        replace(body, start + 1, start + text.length, nested),
      )
    }
    case 10:
      return atMatch(random, body, /[{}[\]:,]/g, (start) =>
        replace(
          body,
          start + 1,
          start + 1,
          pick(random, [' ', '\n', '\t\r\n', '    ', '\u00a0', '\u000b', '\ufeff']),
        ),
      )
    default:
      return pick(random, [
        () => replace(body, 0, 0, pick(random, ['\ufeff', ' ', '\n\n', '[', '"', '\u0000'])),
        () =>
          replace(
            body,
            body.length,
            body.length,
            pick(random, [' ', '\n', '}', ']', ',', '{}', '\u0000', 'x']),
          ),
        () => Buffer.concat([Buffer.from('['), body, Buffer.from(']')]),
        () => Buffer.from(JSON.stringify(body.toString())),
        () => Buffer.from(body.toString('latin1'), 'utf16le'),
      ])()
  }
}

/** The latin-1 text has one character for each byte, so that positions are those of bytes. */
function atMatch(
  random: Random,
  body: Buffer,
  pattern: RegExp,
  change: (start: number, text: string) => Buffer,
): Buffer {
  const matches = [...body.toString('latin1').matchAll(pattern)]
  if (matches.length === 0) return body
  const match = pick(random, matches)
  return change(match.index, match[0])
}

const TOKENS = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"',
  '\\',
  'null',
  'true',
  '0',
  '-',
  '1e5',
  '\u0000',
  '\u001f',
  '\u007f',
]

const VALUES = [
  '0', '-0', '00', '01', '-', '+1', '.5', '5.', '-.5', '1e', '1e+', '1E-7', '1e400', '-1', '3.0', '1e3', '2.5e1',
  '9007199254740991', '9007199254740992', '123456789012345678901234567890', '0x10', 'NaN', 'Infinity', 'undefined',
  'tru', 'truee', 'TRUE', 'nul', 'null', 'true', 'false', '""', '"\\u0000"', '"\\ud83d\\ude00"', '"\\ud83d"',
  '"\\u12g4"', '"\\x41"', '"\\"', "'a'", '{}', '[]', '[,]', '[1,]', '{"a":1,}', '{,}', '{"a"}', '{a:1}', '[1 2]',
  '{"include_usage":false}', '{"include_usage":true,"x":[1]}', '{ }', '[ ]', '"a\tb"', '"a\nb"', '"\u2028"', '"é"',
] // prettier-ignore

const MEMBERS = [
  '"model":"other"', '"mod\\u0065l":"escaped"', '"stream":true', '"\\u0073tream":1', '"n":2', '"n":null', '"Model":1',
  '"model ":1', '"stream_options":{"include_usage":false,"k":1}', '"stream_options":{}', '"stream_options":null',
  '"max_tokens":-5', '"__proto__":{"model":1}', '"":0', '"previous_response_id":"resp_1"', '"input":["a",{"model":1}]',
  '"constructor":1', '"\\u006dodel\\u0000":1', '"x":"\\"model\\":"',
] // prettier-ignore

const IN_STRINGS = [
  '\\n', '\\"', '\\\\', '\\/', '\\u00e9', '\\uD83D\\uDE00', '\\ud800', '\\u00', '\\q', '\\', '\n', '\t', '\u0001',
  '\u007f', 'é', '日本', '😀', '\u2028', '","model":"x', 'a'.repeat(70), `${'b'.repeat(33)}\\n`,
] // prettier-ignore

export const SEED_BODIES: readonly string[] = [
  '{"model":"gpt-4.1","messages":[{"role":"user","content":"Hello"}],"stream":true,"max_tokens":16}',
  '{"messages":[{"role":"system","content":"a\\n\\"b\\" \\u00e9 é 日本語 😀"}],"model":"m","temperature":0.7,"n":1}',
  '{"model":"m","stream":true,"stream_options":{"include_usage":true,"x":{"model":"inner"}},"messages":[]}',
  '{"model":"m","stream":true,"stream_options":{},"max_completion_tokens":100}',
  '{"model":"gpt-5","input":"text with \\"model\\":\\"no\\" inside","previous_response_id":"resp_0","store":false}',
  '{"input":[1,2,3,-4.5e10,0,1E-2],"model":"text-embedding-3-large","service_tier":"auto"}',
  '{\n  "model": "m",\n  "prompt": [ "a" , "b" ],\r\n\t"n": 3,\n  "background": null\n}\n',
  '{}',
  ' { "a" : { "b" : [ { "c" : null } , [ ] , { } , true , false ] } } ',
  '{"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"model":{"type":"string"}}}}}],"model":"m","prompt_cache_key":"k","max_output_tokens":1000}',
]
