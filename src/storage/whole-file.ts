import { open, rename } from 'node:fs/promises'

/** Replaces a file, of mode 0600, so that a reader, or a crash in the middle, finds the old text or the new one. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.new`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
}
