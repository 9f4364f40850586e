import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Site } from '../site.ts'

export const PORTKEY_VERSION = '1.15.2'

/** Peers are no dependency of the project: they lie in the benchmark's own cache, installed only when asked. */
export function portkeyFolder(site: Pick<Site, 'cacheFolder'>): string {
  return join(site.cacheFolder, 'portkey')
}

/**
 * Installs Portkey at a fixed version. With the newest hono that its ranges allow, streams end in
 * `TypeError: immutable`; with these two versions, which are those of its own time, they work.
 */
export function installPortkey(site: Pick<Site, 'cacheFolder'>): void {
  const folder = portkeyFolder(site)
  mkdirSync(folder, { recursive: true })
  const manifest = {
    private: true,
    dependencies: { '@portkey-ai/gateway': PORTKEY_VERSION },
    overrides: { hono: '4.9.7', '@hono/node-server': '1.14.0' },
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  console.error(
    `bench: installing @portkey-ai/gateway@${PORTKEY_VERSION} into ${folder} (no install scripts run)`,
  )
  const options = ['install', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error']
  const { status } = spawnSync('npm', options, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw new Error('npm could not install Portkey; its messages stand above')
}
