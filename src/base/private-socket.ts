import { chmod, mkdtemp, rename, rm } from 'node:fs/promises'
import type { Server } from 'node:net'
import path from 'node:path'

/** As long as `admin.sock` with what `mkdtemp` adds: the place of birth needs no longer path than the place of life. */
const BIRTHPLACE = '.s'
const NEWBORN = 's'

/**
 * Listens on a Unix socket that is its owner's alone from its first moment, whatever the umask and the folder: it is
 * made in a folder of mode 0700 and moved into place once it has its own mode. What a killed program left there is
 * replaced. Nobody else takes it away: who closes the server removes the file.
 */
export async function listenPrivately(server: Server, socketPath: string): Promise<void> {
  const birthplace = await mkdtemp(path.join(path.dirname(socketPath), BIRTHPLACE))
  try {
    const newborn = path.join(birthplace, NEWBORN)
    await listen(server, newborn)
    await chmod(newborn, 0o600)
    await rename(newborn, socketPath)
  } catch (error) {
    server.close()
    throw error
  } finally {
    await rm(birthplace, { recursive: true, force: true })
  }
}

function listen(server: Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
}
