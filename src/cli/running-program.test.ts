import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type Server } from 'node:net'
import { test } from 'node:test'
import { runCommandLine } from './command-line.ts'
import { review } from './commands/review.ts'
import { fakeEnvironment } from './environment.fixture.ts'
import { readRunning } from './running-program.ts'

async function listening<Result>(server: Server, use: (address: string) => Promise<Result>): Promise<Result> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  try {
    return await use(`http://127.0.0.1:${address.port}`)
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}

async function live(url: string) {
  const environment = fakeEnvironment(['review', '--live', url])
  const code = await runCommandLine([review], environment)
  return { code, out: environment.out(), errors: environment.errors() }
}

function answering(listener: RequestListener) {
  return listening(createServer(listener), live)
}

const METRICS = 'causeway_requests_total{model="gpt-4.1",operation="chat",outcome="answered"} 7\n'

test('metrics become a program to review, with the time that they are of', async () => {
  const paths: string[] = []
  const { code, out, errors } = await answering((asked, response) => {
    paths.push(asked.url ?? '')
    response.end(`process_start_time_seconds 0\n${METRICS}`)
  })
  assert.equal(errors, '')
  assert.equal(code, 0, out)
  assert.deepEqual(paths, ['/metrics'])
  assert.match(out, /7 calls .*findings of it are of that time/)
})

test('a path that is given is asked for', async () => {
  const server = createServer((asked, response) => response.end(asked.url === '/own' ? METRICS : 'no'))
  const running = await listening(server, (url) => readRunning(`${url}/own`, fakeEnvironment([])))
  assert.equal(running.sum({ metric: 'causeway_requests_total' }), 7)
  assert.equal(running.observedMs, null)
})

test('what cannot be reached, or answers something else, is the wrong address', async () => {
  const gone = await listening(createServer(), (url) => Promise.resolve(url))
  const answers: readonly (readonly [Promise<Awaited<ReturnType<typeof live>>>, RegExp])[] = [
    [live(gone), /cannot be reviewed: connect ECONNREFUSED/],
    [live('ftp://127.0.0.1'), /--live ftp:\/\/127\.0\.0\.1 is no address/],
    [live('9090'), /is no address/],
    [live('http://user:secret@127.0.0.1:1/'), /takes no user or password/],
    [answering((_, response) => response.writeHead(401).end()), /it answers 401: metrics are told on/],
    [answering((_, response) => response.writeHead(404).end()), /it answers 404: metrics are told on/],
    [answering((_, response) => response.writeHead(500).end(METRICS)), /it answers 500/],
    [
      answering((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()),
      /it answers 302 and leads to http:\/\/127\.0\.0\.1:1\//,
    ],
    [
      answering((_, response) => response.end('<html>\nhello</html>\n')),
      /metrics, line 1: this is no series/,
    ],
    [answering((_, response) => response.end('up 1\n')), /has metrics, but none of a gateway/],
    [
      answering((_, response) => response.end('')),
      /line 1: it ends in the middle of a line|none of a gateway/,
    ],
    [
      answering((_, response) => response.end(METRICS.slice(0, -3))),
      /line 1: it ends in the middle of a line/,
    ],
  ]
  for (const [answer, expected] of answers) {
    const { code, errors } = await answer
    assert.match(errors, expected)
    assert.equal(code, 2)
  }
})

test('an answer that breaks off, never comes or never ends is none', async () => {
  const cut = await answering((_, response) => {
    response.writeHead(200, { 'content-length': '500' })
    response.write(METRICS, () => response.destroy())
  })
  assert.equal(cut.code, 2)
  assert.match(cut.errors, /cannot be reviewed: aborted/)

  const noise = await listening(
    createTcpServer((socket) => socket.resume().end('SSH-2.0-OpenSSH_9.9\r\n')),
    live,
  )
  assert.equal(noise.code, 2)
  assert.match(noise.errors, /cannot be reviewed: Parse Error/)

  const line = Buffer.from(METRICS.repeat(20_000))
  const endless = await answering((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write(line)) continue
    }
    response.on('drain', more)
    more()
  })
  assert.equal(endless.code, 2)
  assert.match(endless.errors, /it says more than 67108864 bytes/)
})

test('whoever does not answer is not waited for', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined)
    // The call has arrived; then its time passes.
    socket.once('data', () => context.mock.timers.tick(10_000))
  })
  const { code, errors } = await listening(server, live)
  assert.equal(code, 2)
  assert.match(errors, /it did not answer within 10 s/)
})
