import { join } from 'node:path'
import { freePort, startPinned, type PinnedProcess, waitForPort } from '../pinned-process.ts'
import type { Site } from '../site.ts'
import { nginxMockConfig, writeNginxConfig } from './nginx-json.ts'

/** The upstreams that all contenders share. */
export interface Mocks {
  /** Answers with JSON only. */
  readonly json: Mock
  /** Answers as the body asks: JSON, a stream, or a slow stream. */
  readonly stream: Mock
  stop(): Promise<void>
}

export interface Mock {
  readonly port: number
  readonly pid: number
  readonly software: string
}

export async function startMocks(site: Site): Promise<Mocks> {
  const processes: PinnedProcess[] = []
  const begin = async (software: string, command: (port: number) => string[]): Promise<Mock> => {
    const port = await freePort()
    const process = startPinned({
      command: command(port),
      core: site.cores.mock,
      log: join(site.folder, `mock-${software}.log`),
    })
    processes.push(process)
    await waitForPort(port, process)
    return { port, pid: process.pid, software }
  }
  const node = await begin('node', (port) => [
    process.execPath,
    join(import.meta.dirname, 'server.ts'),
    String(port),
  ])
  const { nginx } = site.tools
  const json =
    nginx === null
      ? node
      : await begin('nginx', (port) => {
          const folder = join(site.folder, 'mock-nginx')
          const config = nginxMockConfig(port, folder, site.openFiles)
          return [nginx, '-c', writeNginxConfig(folder, config), '-p', folder]
        })
  return {
    json,
    stream: node,
    stop: async () => {
      await Promise.all(processes.map((process) => process.stop()))
    },
  }
}
