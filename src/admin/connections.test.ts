import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, test } from 'node:test'

import { Connections, peerOf } from './connections.ts'

/** Real connections, from two addresses of this machine. */
const HERE = '127.0.0.1'
const THERE = '127.0.0.2'

let server: Server
let clients: Socket[]
beforeEach(async () => {
  clients = []
  server = createServer()
  server.listen(0, HERE)
  await once(server, 'listening')
})
afterEach(() => {
  for (const client of clients) client.destroy()
  server.close()
})

/** The server's end of a new connection. */
async function from(localAddress: string): Promise<Socket> {
  const taken = once(server, 'connection')
  const client = connect({ port: (server.address() as AddressInfo).port, host: HERE, localAddress })
  client.on('error', () => {})
  clients.push(client)
  return ((await taken) as [Socket])[0]
}

describe('connections', () => {
  test('of one address make room for each other, and not those of another', async () => {
    const connections = new Connections({ all: 10, ofAddress: 2, ofKey: 5 })
    const other = await from(THERE)
    connections.take(other)
    const own = [await from(HERE), await from(HERE), await from(HERE)]
    for (const socket of own) connections.take(socket)
    assert.deepEqual(
      own.map(({ destroyed }) => destroyed),
      [true, false, false],
    )
    assert.equal(other.destroyed, false)
    assert.equal(connections.size, 3)
  })

  test('of strangers make room for those on which an operator was known, however old these are', async () => {
    const connections = new Connections({ all: 3, ofAddress: null, ofKey: 5 })
    const operator = await from(HERE)
    connections.take(operator)
    const ended = connections.begin(operator)
    connections.know(operator, 'olga')
    ended()
    const busy = await from(HERE)
    connections.take(busy)
    connections.begin(busy)
    const strangers = [await from(THERE), await from(THERE), await from(THERE)]
    for (const socket of strangers) connections.take(socket)
    assert.deepEqual(
      strangers.map(({ destroyed }) => destroyed),
      [true, true, false],
    )
    assert.deepEqual([operator.destroyed, busy.destroyed], [false, false])
  })

  test('of one key are bounded, idle ones end first, and calls that are under way keep others of the key out', async () => {
    const connections = new Connections({ all: 10, ofAddress: null, ofKey: 2 })
    const known = async (keyId: string): Promise<{ socket: Socket; ended: () => void }> => {
      const socket = await from(HERE)
      connections.take(socket)
      const ended = connections.begin(socket)
      connections.know(socket, keyId)
      return { socket, ended }
    }
    const other = await known('other')
    const first = await known('olga')
    first.ended()
    const second = await known('olga')
    const third = await known('olga')
    assert.deepEqual(
      [first.socket.destroyed, second.socket.destroyed, third.socket.destroyed],
      [true, false, false],
    )
    await assert.rejects(known('olga'), /2 calls of this key are under way already/)
    second.ended()
    await known('olga')
    assert.equal(other.socket.destroyed, false)
  })

  test('that are all busy with calls of operators leave no room', async () => {
    const connections = new Connections({ all: 1, ofAddress: null, ofKey: 2 })
    const busy = await from(HERE)
    connections.take(busy)
    connections.begin(busy)
    connections.know(busy, 'olga')
    const late = await from(HERE)
    connections.take(late)
    assert.deepEqual([busy.destroyed, late.destroyed], [false, true])
  })

  test('of a trusted proxy are bounded by the calls on them, of strangers before operators, and idle ones are nobody’s', async () => {
    const connections = new Connections({ all: 20, ofAddress: 2, ofKey: 9 })
    const calling = async (address: string): Promise<{ socket: Socket; ended: () => void }> => {
      const socket = await from(HERE)
      connections.take(socket, true)
      const ended = connections.begin(socket)
      connections.comesFrom(socket, address)
      return { socket, ended }
    }
    const other = await calling('203.0.113.2')
    const idle = await calling('203.0.113.1')
    idle.ended()
    const operator = await calling('203.0.113.1')
    connections.know(operator.socket, 'olga')
    const stranger = await calling('203.0.113.1')
    const second = await calling('203.0.113.1')
    assert.equal(stranger.socket.destroyed, true)
    connections.know(second.socket, 'olga')
    await assert.rejects(calling('203.0.113.1'), /2 calls from this address are under way already/)
    for (const { socket } of [other, idle, operator, second]) assert.equal(socket.destroyed, false)
    second.ended()
    await calling('203.0.113.1')
  })

  test('that come by themselves are bounded where there is a trusted proxy, too', async () => {
    const connections = new Connections({ all: 20, ofAddress: 2, ofKey: 9 })
    const shared = await from(HERE)
    connections.take(shared, true)
    connections.begin(shared)
    connections.comesFrom(shared, HERE)
    const own = [await from(HERE), await from(HERE), await from(HERE)]
    for (const socket of own) connections.take(socket)
    assert.deepEqual(
      [shared, ...own].map(({ destroyed }) => destroyed),
      [false, true, false, false],
    )
  })

  test('that ended count no more', async () => {
    const connections = new Connections({ all: 10, ofAddress: null, ofKey: 2 })
    const socket = await from(HERE)
    connections.take(socket)
    socket.destroy()
    await once(socket, 'close')
    assert.equal(connections.size, 0)
  })
})

test('a peer is an address, and of IPv6 the network that one customer has', () => {
  assert.equal(peerOf('::ffff:10.0.0.7'), '10.0.0.7')
  assert.equal(peerOf('10.0.0.7'), '10.0.0.7')
  assert.equal(peerOf('2001:db8:1:2::1'), '2001:db8:1:2')
  assert.equal(peerOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
  assert.equal(peerOf('2001:DB8::1:2:3:4'), peerOf('2001:db8::9:9:9:9'))
  assert.equal(peerOf('fe80::1%eth0'), 'fe80:0:0:0')
  assert.equal(peerOf('::ffff:a00:7'), '10.0.0.7')
  assert.equal(peerOf('::1'), '0:0:0:0')
})
