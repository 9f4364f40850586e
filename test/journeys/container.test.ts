import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { PostgresServer, withoutPostgres } from '../../src/storage/postgres-server.fixture.ts'

/**
 * What the image would hold, laid out in a folder as `deploy/Dockerfile` says, and the scripts that run in it. No image is
 * built here: that takes a container engine.
 */
const root = path.resolve(import.meta.dirname, '../..')
const START_DEADLINE_MS = 180_000
const REPLICA = 'ca-contoso--abc1234-5d9c7b8f6-x2x4z'

const WORKLOAD = `
workload: contoso
accounts:
  sim: { provider: simulated, region: swedencentral }
models:
  gpt-4.1:
    deployments:
      - { id: std, account: sim, type: standard, tpm: 240k }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
gateway: { listen: 127.0.0.1:0 }
storage: { database: env:LEDGER }
`

interface Instruction {
  readonly name: string
  readonly words: readonly string[]
}

const dockerfile: readonly Instruction[] = (await readFile(path.join(root, 'deploy/Dockerfile'), 'utf8'))
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(/\s+/))
  .map(([name = '', ...words]) => ({ name, words }))

/** Of the last stage: what it copies from the folder of the sources, and whereto. */
const copied = dockerfile
  .slice(dockerfile.findLastIndex(({ name }) => name === 'FROM'))
  .filter(({ name, words }) => name === 'COPY' && !words.some((word) => word.startsWith('--from=')))
  .map(({ words }) => ({ from: words.slice(0, -1), to: words.at(-1) ?? '' }))

describe('the Dockerfile', () => {
  test('copies what is there, and nothing that its list of ignored files keeps out', async () => {
    const ignored = await readFile(path.join(root, '.dockerignore'), 'utf8')
    const kept = ignored.split('\n').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
    for (const { name, words } of dockerfile) {
      if (name !== 'COPY' || words.some((word) => word.startsWith('--from='))) continue
      for (const source of words.slice(0, -1)) {
        const text = await readdir(path.join(root, source)).catch(() => readFile(path.join(root, source)))
        assert.ok(text.length > 0, source)
        assert.ok(
          kept.some((one) => path.matchesGlob(source, one)),
          `${source} is ignored`,
        )
      }
    }
  })

  test('names the base by a version of the Node that the project asks for, and ends as nobody special', async () => {
    const { engines } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      engines: { node: string }
    }
    const [, major = ''] = /(\d+)/.exec(engines.node) ?? []
    const [base] = dockerfile.filter(({ name }) => name === 'ARG')
    assert.match(base?.words[0] ?? '', new RegExp(`^BASE=docker\\.io/library/node:${major}[.-][^:]+$`))
    const users = dockerfile.filter(({ name }) => name === 'USER').map(({ words }) => words[0])
    assert.deepEqual(users, ['1000:1000'])
  })
})

/** A replica as the platform runs it: the script, and folders in place of volumes. */
interface Platform {
  readonly program: string
  readonly env: NodeJS.ProcessEnv
  readonly journals: string
  readonly state: string
}

describe('in what the image holds', { skip: withoutPostgres }, () => {
  let folder: string
  let platform: Platform
  let postgres: PostgresServer
  let key: string
  const config = (): string => path.join(folder, 'etc')

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cw-image-'))
    const program = path.join(folder, 'opt')
    for (const { from, to } of copied)
      for (const source of from)
        await cp(
          path.join(root, source),
          path.join(program, to.endsWith('/') || to === './' ? path.join(to, path.basename(source)) : to),
          { recursive: true, filter: (name) => !/\.(test|fixture|contract)\.ts$/.test(name) },
        )
    await symlink(path.join(root, 'node_modules'), path.join(program, 'node_modules'))
    for (const name of ['etc', 'keys', 'journals', 'state']) await mkdir(path.join(folder, name))
    await writeFile(path.join(config(), 'workload.yaml'), WORKLOAD)
    postgres = new PostgresServer([])
    await postgres.start()
    platform = {
      program,
      journals: path.join(folder, 'journals'),
      state: path.join(folder, 'state'),
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: path.join(folder, 'state/compiled'),
        CAUSEWAY_CONFIG: config(),
        CAUSEWAY_GIVEN_KEYS: path.join(folder, 'keys'),
        CAUSEWAY_STATE: path.join(folder, 'state'),
        CAUSEWAY_JOURNALS: path.join(folder, 'journals'),
        CONTAINER_APP_REPLICA_NAME: REPLICA,
        LEDGER: await postgres.database(),
      },
    }
    const { stdout } = await causeway(
      'keys',
      'create',
      '--consumer',
      '/contoso/bot',
      '--state',
      path.join(folder, 'keys'),
    )
    key = stdout.trim()
  })
  after(async () => {
    await postgres[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  const causeway = (...args: readonly string[]) =>
    promisify(execFile)(path.join(platform.program, 'bin/causeway'), args, { env: platform.env })
  const report = async (): Promise<string> =>
    (
      await causeway(
        'report',
        '--format',
        'json',
        '--file',
        path.join(config(), 'workload.yaml'),
        '--state',
        path.join(folder, 'keys'),
      )
    ).stdout

  /** One call, and the replica's end by this signal. */
  async function serveOnce(signal: NodeJS.Signals): Promise<void> {
    const child = spawn('/bin/sh', [path.join(platform.program, 'deploy/serve.sh')], {
      env: platform.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said: string[] = []
    try {
      const port = await new Promise<number>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`did not listen:\n${said.join('\n')}`)),
          START_DEADLINE_MS,
        )
        createInterface({ input: child.stdout }).on('line', (line) => {
          said.push(line)
          const found = /"port":(\d+)/.exec(line)?.[1]
          if (!line.includes('the gateway listens') || found === undefined) return
          clearTimeout(timer)
          resolve(Number(found))
        })
      })
      const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'hello' }] }),
      })
      assert.equal(answer.status, 200, await answer.text())
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill(signal)
      await exited
    } finally {
      // The sign of life beside it, too, as a container's end ends all that is in it.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }
  }

  test('a replica serves, and its journal is on the share under its own name', async () => {
    await serveOnce('SIGTERM')
    const segments = await readdir(path.join(platform.journals, 'replicas', REPLICA))
    assert.ok(
      segments.some((name) => name.endsWith('.journal')),
      segments.join(),
    )
  })

  test('what a lost replica served is collected into the shared ledger, once, and its folder goes when it is old', async () => {
    const lost = path.join(platform.journals, 'replicas', 'lost')
    platform = {
      ...platform,
      env: {
        ...platform.env,
        CONTAINER_APP_REPLICA_NAME: 'lost',
      },
    }
    await serveOnce('SIGKILL')
    // A ledger that has nothing of it.
    platform = { ...platform, env: { ...platform.env, LEDGER: await postgres.database() } }
    const collect = () =>
      promisify(execFile)('/bin/sh', [path.join(platform.program, 'deploy/collect.sh')], {
        env: platform.env,
      })
    await collect()
    const once = await report()
    const { total } = JSON.parse(once) as { readonly total: { readonly exchanges: number } }
    assert.equal(total.exchanges, (await readdir(path.dirname(lost))).length)
    await collect()
    assert.equal(await report(), once)
    assert.ok((await readdir(path.dirname(lost))).includes('lost'))
    const old = new Date(Date.now() - 40 * 24 * 3600 * 1000)
    await utimes(lost, old, old)
    await collect()
    assert.ok(!(await readdir(path.dirname(lost))).includes('lost'))
  })

  test('a journal that the ledger does not take stays, and the job fails', async () => {
    const env = { ...platform.env, LEDGER: 'postgres://nobody@127.0.0.1:1/none' }
    const ended = await promisify(execFile)('/bin/sh', [path.join(platform.program, 'deploy/collect.sh')], {
      env,
    }).then(
      () => null,
      (error: { code: number; stderr: string }) => error,
    )
    assert.equal(ended?.code, 1)
    assert.match(ended?.stderr ?? '', /could not be brought into the ledger; it stays/)
    assert.ok((await readdir(path.join(platform.journals, 'replicas'))).includes(REPLICA))
  })

  test('keys on the share go before those that came with the deployment; a long file comes compressed', async () => {
    await mkdir(path.join(platform.journals, 'keys'))
    await cp(path.join(folder, 'keys/keys.json'), path.join(platform.journals, 'keys/keys.json'))
    await writeFile(path.join(folder, 'keys/keys.json'), '{"version":1,"keys":[]}')
    await rm(path.join(config(), 'workload.yaml'))
    await writeFile(path.join(config(), 'workload.yaml.gz.base64'), gzipSync(WORKLOAD).toString('base64'))
    await serveOnce('SIGTERM')
  })
})
