import { createServer } from 'node:net'

import type { Plan } from '../workload/index.ts'
import { CouldNotRun } from './exit-code.ts'

/**
 * Workers listen on one port together, which the system allows to all processes of one user: so a port that another
 * program of the same kind has would be shared with it unawares. Here it is tried alone, before any worker has it.
 */
export async function refuseTakenPorts({ gateway: { listen, operations } }: Plan): Promise<void> {
  for (const address of operations === null ? [listen] : [listen, operations])
    if (address.port !== 0) await tryPort(address, false)
  await tryPort({ host: '127.0.0.1', port: 0 }, true)
}

async function tryPort(
  { host, port }: { readonly host: string; readonly port: number },
  reusePort: boolean,
): Promise<void> {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host, port, reusePort }, resolve)
    })
  } catch (error) {
    throw new CouldNotRun(problemOf(error as NodeJS.ErrnoException, { host, port }, reusePort), {
      cause: error,
    })
  }
  await new Promise<void>((resolve) => server.close(() => resolve()))
}

/** `listen(2)` with SO_REUSEPORT: Linux from 3.9, FreeBSD from 12.0, not macOS (nodejs.org/api/net.html, v24). */
function problemOf(
  { code, message }: NodeJS.ErrnoException,
  { host, port }: { readonly host: string; readonly port: number },
  reusePort: boolean,
): string {
  if (reusePort)
    return `this system cannot share a port among processes (${message}); --workers needs Linux or FreeBSD. Serve with one worker here`
  const hint =
    code === 'EADDRINUSE'
      ? 'another program listens there; stop it, or set gateway.listen or --port'
      : message
  return `cannot listen on ${host}:${port}: ${hint}`
}
