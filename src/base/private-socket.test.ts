import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

import { listenPrivately } from './private-socket.ts'

let folder: string
let server: Server
const umask = process.umask()

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'socket-'))
  // The worst that an operator may do.
  chmodSync(folder, 0o777)
  process.umask(0)
  server = createServer((socket) => socket.end('hello'))
})

afterEach(() => {
  process.umask(umask)
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const modeOf = (file: string) => statSync(file).mode & 0o777

function hear(socketPath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = createConnection(socketPath)
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
    socket.on('end', () => resolve(heard))
    socket.on('error', reject)
  })
}

test('nobody else can reach the socket from the moment that it listens', async () => {
  const socketPath = path.join(folder, 'a.sock')
  const atBirth: { folder: number; inPlace: boolean }[] = []
  server.once('listening', () => {
    const address = server.address() as string
    atBirth.push({ folder: modeOf(path.dirname(address)), inPlace: existsSync(socketPath) })
  })
  await listenPrivately(server, socketPath)
  assert.deepEqual(atBirth, [{ folder: 0o700, inPlace: false }])
  assert.equal(modeOf(socketPath), 0o600)
  assert.equal(await hear(socketPath), 'hello')
  assert.deepEqual(readdirSync(folder), ['a.sock'], 'the place of birth is gone')
})

test('what a killed program left behind is replaced', async () => {
  const socketPath = path.join(folder, 'a.sock')
  writeFileSync(socketPath, '')
  await listenPrivately(server, socketPath)
  assert.equal(await hear(socketPath), 'hello')
})

test('what cannot be put into place does not stay open', async () => {
  const socketPath = path.join(folder, 'a.sock')
  mkdirSync(path.join(socketPath, 'x'), { recursive: true })
  await assert.rejects(listenPrivately(server, socketPath), /EISDIR|ENOTEMPTY|EEXIST|ENOTDIR/)
  assert.equal(server.listening, false)
  assert.deepEqual(readdirSync(folder), ['a.sock'])
})
