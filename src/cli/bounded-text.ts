import { open } from 'node:fs/promises'

/** The text of a file, or the size of one that has more bytes than wanted: that one is not read any further. */
export type BoundedText = { readonly text: string } | { readonly bytes: number }

const PIECE_BYTES = 65_536

/** Pipes and the like, which do not tell their size, are read as far as wanted, and then have one byte more. */
export async function readBounded(file: string, maxBytes: number): Promise<BoundedText> {
  const handle = await open(file, 'r')
  try {
    const found = await handle.stat()
    if (found.isFile() && found.size > maxBytes) return { bytes: found.size }
    const pieces: Buffer[] = []
    let bytes = 0
    for (;;) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, maxBytes + 1 - bytes))
      const { bytesRead } = await handle.read(piece, 0, piece.length, null)
      if (bytesRead === 0) return { text: Buffer.concat(pieces).toString('utf8') }
      bytes += bytesRead
      if (bytes > maxBytes) return { bytes }
      pieces.push(piece.subarray(0, bytesRead))
    }
  } finally {
    await handle.close()
  }
}
