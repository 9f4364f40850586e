import { isIPv6, type Socket } from 'node:net'

import { bareAddress } from '../base/index.ts'
import { ApiProblem } from './api-problem.ts'

/**
 * Who is connected, so that nobody shuts others out: all together, those of one address, and those of one operator key are
 * bounded. Where there is no room one is closed: of strangers before operators, idle ones before those on which a call is
 * under way, and of these the one that is so longest. So whoever opens many ends their own.
 */
export interface ConnectionBounds {
  readonly all: number
  /** Null where addresses say nothing of who calls: behind a proxy that is not known, and on loopback, all come from one. */
  readonly ofAddress: number | null
  readonly ofKey: number
}

interface Connection {
  readonly socket: Socket
  /** Of a trusted proxy, which has calls of many on it one after another. */
  readonly isShared: boolean
  /** Who is at its other end; where it is shared, whose call was the last on it. */
  peer: string
  /** Of the operator whose call was the last on it; null of strangers. */
  keyId: string | null
  calls: number
}

export class Connections {
  readonly #bounds: ConnectionBounds
  /** By its two ends, which are those of the TLS on it, too; the one on which nothing began or ended for longest first. */
  readonly #open = new Map<string, Connection>()

  constructor(bounds: ConnectionBounds) {
    this.#bounds = bounds
  }

  get size(): number {
    return this.#open.size
  }

  /** Closes it, or another one, where there are too many. `isShared`: it comes from a trusted proxy. */
  take(socket: Socket, isShared: boolean = false): void {
    const peer = isShared ? '' : peerOf(socket.remoteAddress ?? '')
    const { all, ofAddress } = this.#bounds
    const isOfPeer = (one: Connection) => !one.isShared && one.peer === peer
    const mayStay =
      (isShared || ofAddress === null || this.#makeRoom(ofAddress, isOfPeer)) &&
      this.#makeRoom(all, () => true)
    if (!mayStay) {
      socket.destroy()
      return
    }
    const name = nameOf(socket)
    const connection = { socket, isShared, peer, keyId: null, calls: 0 }
    this.#open.set(name, connection)
    socket.once('close', () => {
      if (this.#open.get(name) === connection) this.#open.delete(name)
    })
  }

  /** A call begins on it, of nobody known yet; to be told once it has ended. */
  begin(socket: Socket): () => void {
    const name = nameOf(socket)
    const connection = this.#open.get(name)
    if (connection === undefined) return () => {}
    connection.calls++
    connection.keyId = null
    this.#putLast(name, connection)
    return () => {
      connection.calls--
      if (this.#open.get(name) === connection) this.#putLast(name, connection)
    }
  }

  /**
   * The call on a connection that is shared comes from this address, of which as many may be under way as one that comes
   * by itself may have connections. Throws where operators' calls are under way on all of them.
   */
  comesFrom(socket: Socket, address: string): void {
    const connection = this.#open.get(nameOf(socket))
    const { ofAddress } = this.#bounds
    if (connection === undefined || !connection.isShared || ofAddress === null) return
    const peer = peerOf(address)
    // Those without a call are nobody's: the proxy may send the next one of somebody else on them in this moment.
    const isOfPeer = (one: Connection) =>
      one !== connection && one.isShared && one.calls > 0 && one.peer === peer
    if (!this.#makeRoom(ofAddress, isOfPeer))
      throw new ApiProblem(
        'too_many',
        `${ofAddress} calls from this address are under way already`,
        'Wait for some of them.',
      )
    connection.peer = peer
  }

  /** The call on it is of an operator. Throws where calls of the same key are under way on all that it may have. */
  know(socket: Socket, keyId: string): void {
    const connection = this.#open.get(nameOf(socket))
    if (connection === undefined) return
    const { ofKey } = this.#bounds
    if (!this.#makeRoom(ofKey, (one) => one.keyId === keyId && one !== connection))
      throw new ApiProblem(
        'too_many',
        `${ofKey} calls of this key are under way already`,
        'Wait for some of them.',
      )
    connection.keyId = keyId
  }

  close(): void {
    for (const { socket } of this.#open.values()) socket.destroy()
  }

  #putLast(name: string, connection: Connection): void {
    this.#open.delete(name)
    this.#open.set(name, connection)
  }

  /** False where operators' calls are under way on all of them. */
  #makeRoom(bound: number, isOne: (one: Connection) => boolean): boolean {
    let count = 0
    let first: { readonly name: string; readonly rank: number } | null = null
    for (const [name, one] of this.#open) {
      if (!isOne(one)) continue
      count++
      const rank = rankOf(one)
      if (rank < BUSY && (first === null || rank < first.rank)) first = { name, rank }
    }
    if (count < bound) return true
    if (first === null) return false
    this.#open.get(first.name)?.socket.destroy()
    this.#open.delete(first.name)
    return true
  }
}

const BUSY = 3

/** Which goes first. */
function rankOf({ keyId, calls }: Connection): number {
  if (keyId === null) return calls === 0 ? 0 : 1
  return calls === 0 ? 2 : BUSY
}

function nameOf({ remoteAddress, remotePort, localAddress }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress}`
}

const GROUPS = 8
const GROUPS_OF_NETWORK = 4

/** Of IPv6 the network of 64 bits: whoever has one has all its addresses (RFC 6177, section 2). */
export function peerOf(address: string): string {
  const bare = bareAddress(address)
  if (!isIPv6(bare)) return bare
  const [before = '', after] = bare.split('::', 2)
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const gap = Array<string>(Math.max(0, GROUPS - head.length - tail.length)).fill('0')
  return [...head, ...gap, ...tail].slice(0, GROUPS_OF_NETWORK).join(':')
}
