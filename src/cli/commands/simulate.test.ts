import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { runCommandLine } from '../command-line.ts'
import { type FakeEnvironment, fakeEnvironment } from '../environment.fixture.ts'
import { SOUND_WORKLOAD, withFolder } from '../workload-file.fixture.ts'
import { simulate } from './simulate.ts'

interface Addresses {
  readonly controlUrl: string
  readonly accounts: readonly {
    readonly name: string
    readonly baseUrl: string
    readonly deployments: string[]
  }[]
}

/** Starts the command, waits for what it prints first, lets `body` use it, and interrupts it. */
async function whileSimulating(
  words: string[],
  cwd: string,
  body: (environment: FakeEnvironment) => Promise<void>,
): Promise<number> {
  const environment = fakeEnvironment(
    ['simulate', '--listen', '127.0.0.1:0', '--latency', 'none', ...words],
    { cwd },
  )
  const ended = runCommandLine([simulate], environment)
  try {
    while (environment.out() === '') {
      const early = await Promise.race([ended, new Promise((resolve) => setImmediate(resolve, null))])
      assert.equal(early, null, environment.errors())
    }
    await body(environment)
  } finally {
    environment.signal('SIGINT')
  }
  return await ended
}

const HEADERS = { 'api-key': 'simulated', 'content-type': 'application/json' }

test('without a file two example accounts answer, can be broken and mended, and end on a signal', async () => {
  let baseUrl = ''
  const code = await whileSimulating(['--format', 'json'], '/nowhere', async (environment) => {
    const { accounts, controlUrl } = JSON.parse(environment.out()) as Addresses
    assert.deepEqual(
      accounts.map(({ name }) => name),
      ['aoai-swc', 'aoai-frc'],
    )
    baseUrl = accounts[0]?.baseUrl ?? ''
    const call = (): Promise<Response> =>
      fetch(`${baseUrl}/openai/v1/chat/completions`, {
        method: 'POST',
        headers: HEADERS,
        body: JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'Hello' }] }),
      })
    assert.equal((await call()).status, 200)
    const fault = JSON.stringify({ kind: 'unavailable', scope: { account: 'aoai-swc' } })
    assert.equal((await fetch(`${controlUrl}/faults`, { method: 'POST', body: fault })).status, 201)
    assert.equal((await call()).status, 503)
    await fetch(`${controlUrl}/faults`, { method: 'DELETE' })
    assert.equal((await call()).status, 200)
  })
  assert.equal(code, 0)
  await assert.rejects(fetch(baseUrl), 'the port is still open')
})

test('the lines for people hold commands that work as they stand', async () => {
  await whileSimulating([], '/nowhere', async (environment) => {
    const out = environment.out()
    const call = /curl (\S+) -H '(api-key): (\w+)' -H '[^']+' \\\n {4}-d '([^']+)'/.exec(out)
    const [, url = '', header = '', key = '', body = ''] = call ?? []
    const answer = await fetch(url, { method: 'POST', headers: { ...HEADERS, [header]: key }, body })
    assert.equal(answer.status, 200, out)
    const [, faults = '', fault = ''] = /curl -X POST (\S+) -d '([^']+)'/.exec(out) ?? []
    assert.equal((await fetch(faults, { method: 'POST', body: fault })).status, 201, out)
  })
})

test('a file gives its simulated accounts', async () => {
  await withFolder({ 'workload.yaml': SOUND_WORKLOAD }, async (cwd) => {
    await whileSimulating(['workload.yaml', '--format', 'json'], cwd, (environment) => {
      const { accounts } = JSON.parse(environment.out()) as Addresses
      assert.deepEqual(
        accounts.map(({ name, deployments }) => [name, deployments]),
        [
          ['sim-swc', ['ptu-swc']],
          ['sim-frc', ['std-frc', 'mini-frc']],
        ],
      )
      return Promise.resolve()
    })
  })
})

test('a file without simulated accounts, a broken file and a taken port end it with the reason', async () => {
  const real = SOUND_WORKLOAD.replaceAll(
    'provider: simulated',
    'provider: azure-openai, endpoint: "https://x.openai.azure.com", auth: managed-identity',
  )
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as { port: number }
  try {
    await withFolder({ 'real.yaml': real, 'broken.yaml': 'workload: [' }, async (cwd) => {
      const cases: [string[], number, RegExp][] = [
        [['real.yaml'], 1, /real\.yaml has no account with "provider: simulated"/],
        [['broken.yaml'], 1, /broken\.yaml:\d+:\d+.*\n[^]*broken\.yaml has errors; nothing was done/],
        [
          ['--listen', `127.0.0.1:${port}`],
          3,
          /cannot listen on 127\.0\.0\.1:\d+: another program listens there/,
        ],
        [['--listen', 'nowhere'], 2, /--listen is no address/],
        [['--seed', 'x'], 2, /--seed is no whole number/],
      ]
      for (const [words, code, expected] of cases) {
        const environment = fakeEnvironment(['simulate', ...words], { cwd })
        assert.equal(await runCommandLine([simulate], environment), code, words.join(' '))
        assert.match(environment.errors(), expected)
      }
    })
  } finally {
    await new Promise((resolve) => taken.close(resolve))
  }
})

const AT_AZURE = `workload: at-azure
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:FRC, auth: { key: env:FRC_KEY } }
  eus: { provider: azure-openai, region: eastus2, endpoint: "https://eus.openai.azure.com", auth: managed-identity }
models:
  gpt-4.1:
    deployments:
      - { id: one, account: swc, type: standard, tpm: 10k }
      - { id: two, account: frc, type: standard, tpm: 10k }
      - { id: three, account: eus, type: standard, tpm: 10k }
consumers:
  /contoso/bot: { models: all }
`

test('with --azure it stands in for accounts at Azure, and says what a gateway needs for it', async () => {
  await withFolder({ 'workload.yaml': AT_AZURE }, async (cwd) => {
    const code = await whileSimulating(
      ['workload.yaml', '--azure', '--format', 'json'],
      cwd,
      async ({ out }) => {
        const { accounts, variables } = JSON.parse(out()) as Addresses & { variables: Record<string, string> }
        assert.deepEqual(
          accounts.map(({ name }) => name),
          ['swc', 'frc', 'eus'],
        )
        assert.deepEqual(Object.keys(variables).sort(), [
          'FRC',
          'FRC_KEY',
          'IDENTITY_ENDPOINT',
          'IDENTITY_HEADER',
          'SWC',
        ])
        assert.equal(variables['SWC'], accounts[0]?.baseUrl)
        const identity = `${variables['IDENTITY_ENDPOINT']}?api-version=2019-08-01&resource=https://cognitiveservices.azure.com`
        const answer = await fetch(identity, {
          headers: { 'x-identity-header': variables['IDENTITY_HEADER'] ?? '' },
        })
        const { access_token: token, expires_on: expiresOn } = (await answer.json()) as Record<string, string>
        assert.equal(token?.split('.').length, 3)
        assert.ok(Number(expiresOn) > 0)
        assert.equal(
          (await fetch(identity)).status,
          400,
          'without the header anybody who can send a URL could ask',
        )
      },
    )
    assert.equal(code, 0)
  })
})

test('without --azure a file of accounts at Azure is told of it, and without a file there is nothing to stand in for', async () => {
  await withFolder({ 'workload.yaml': AT_AZURE }, async (cwd) => {
    const alone = fakeEnvironment(['simulate', 'workload.yaml'], { cwd })
    assert.equal(await runCommandLine([simulate], alone), 1)
    assert.match(alone.errors(), /--azure stands in/)
    const nothing = fakeEnvironment(['simulate', '--azure'], { cwd })
    assert.equal(await runCommandLine([simulate], nothing), 2)
  })
})
