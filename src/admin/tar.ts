/**
 * A tar archive (POSIX.1-1988 ustar, IEEE Std 1003.1, pax, "ustar Interchange Format") of text files: what a landing
 * zone needs, and no more. The same files give the same bytes.
 */
export interface ArchivedFile {
  /** Relative, with slashes. */
  readonly path: string
  readonly text: string
}

const BLOCK_BYTES = 512
const MAX_NAME_BYTES = 100
const MAX_PREFIX_BYTES = 155
const EXECUTABLE = 0o755
const READABLE = 0o644

export function tarOf(folder: string, files: readonly ArchivedFile[]): Buffer {
  const blocks: Buffer[] = []
  for (const { path, text } of files) {
    const bytes = Buffer.from(text)
    const mode = path.endsWith('.sh') ? EXECUTABLE : READABLE
    blocks.push(header(`${folder}/${path}`, bytes.length, mode), bytes, Buffer.alloc(padding(bytes.length)))
  }
  // Two empty blocks are the end.
  blocks.push(Buffer.alloc(2 * BLOCK_BYTES))
  return Buffer.concat(blocks)
}

function padding(bytes: number): number {
  return (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES
}

function header(path: string, size: number, mode: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES)
  const { name, prefix } = parted(path)
  block.write(name, 0)
  block.write(octal(mode, 8), 100)
  block.write(octal(0, 8), 108)
  block.write(octal(0, 8), 116)
  block.write(octal(size, 12), 124)
  block.write(octal(0, 12), 136)
  // The sum counts its own field as spaces.
  block.write(' '.repeat(8), 148)
  block.write('0', 156)
  block.write('ustar\x0000', 257)
  block.write(prefix, 345)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${octal(sum, 7)} `, 148)
  return block
}

/** A long path goes in two fields, parted at a slash. */
function parted(path: string): { readonly name: string; readonly prefix: string } {
  if (Buffer.byteLength(path) <= MAX_NAME_BYTES) return { name: path, prefix: '' }
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
    const prefix = path.slice(0, at)
    const name = path.slice(at + 1)
    if (Buffer.byteLength(name) <= MAX_NAME_BYTES && Buffer.byteLength(prefix) <= MAX_PREFIX_BYTES)
      return { name, prefix }
  }
  throw new RangeError(`the path is too long for the archive: ${path}`)
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`
}
