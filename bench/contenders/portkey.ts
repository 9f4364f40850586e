import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, startPinned, waitForPort } from '../pinned-process.ts'
import type { Site } from '../site.ts'
import { CHAT_PATH, type Contender, MODEL } from './contender.ts'
import { PORTKEY_VERSION, portkeyFolder } from './install-portkey.ts'

/**
 * Portkey's open gateway, the best known one that runs on Node, here on the very Node that runs ours. It is told where
 * to go by headers, checks no keys and keeps no accounts.
 */
export const portkey: Contender = {
  name: 'portkey',
  absence: (site) =>
    existsSync(program(site)) ? null : 'Portkey is not installed: npm run bench -- --install-peers',
  start: async (site, mocks) => {
    const port = await freePort()
    const process = startPinned({
      command: [globalThis.process.execPath, program(site), `--port=${port}`, '--headless'],
      core: site.cores.contender,
      log: join(site.folder, 'portkey.log'),
      environment: { ...site.environment, NODE_ENV: 'production' },
    })
    await waitForPort(port, process)
    return {
      name: 'portkey',
      software: `Portkey ${installedVersion(site)}`,
      root: process.pid,
      label: () => 'portkey',
      endpoint: (upstream) => ({
        port,
        path: CHAT_PATH,
        headers: {
          authorization: 'Bearer bench',
          'x-portkey-provider': 'openai',
          'x-portkey-custom-host': `http://127.0.0.1:${mocks[upstream].port}/v1`,
        },
        model: MODEL,
      }),
      stop: () => process.stop(),
    }
  },
}

function packageFolder(site: Site): string {
  return join(portkeyFolder(site), 'node_modules', '@portkey-ai', 'gateway')
}

function program(site: Site): string {
  return join(packageFolder(site), 'build', 'start-server.js')
}

function installedVersion(site: Site): string {
  const text = readFileSync(join(packageFolder(site), 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly version?: string }).version ?? PORTKEY_VERSION
}
