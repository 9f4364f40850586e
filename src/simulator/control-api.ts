import { createHash, timingSafeEqual } from 'node:crypto'
import { isOfOtherSite, mayBeRebound } from '../base/index.ts'
import { checkedFault } from './fault-schema.ts'
import type { Fault } from './faults.ts'
import { isArray, isObject, type Json } from './json.ts'
import { invalidRequest, Refusal, REFUSALS } from './refusal.ts'
import type { Room } from './room.ts'
import { simulatorState } from './state.ts'
import type { Visit } from './visit.ts'

/**
 * Where a developer breaks things:
 *   GET, PUT, POST, DELETE /control/v1/faults   all faults: list, replace, add one, remove
 *   DELETE /control/v1/faults/{id}              one of them
 *   GET, DELETE /control/v1/bills               what Azure would bill; forget it
 *   GET /control/v1/state                       windows, buckets, counts
 *   POST /control/v1/reset                      as on the first day
 */
export const CONTROL_PATH = '/control/v1/'

export function serveControl(room: Room, visit: Visit): void {
  checkRight(room, visit)
  const [path = ''] = (visit.request.url ?? '').slice(CONTROL_PATH.length).split('?')
  const action = `${visit.request.method} ${path.replace(/\/+$/, '')}`
  switch (action) {
    case 'GET faults':
      return visit.json(200, { faults: room.faults.all() })
    case 'PUT faults':
      return visit.json(200, { faults: room.faults.set(faultsOf(visit, room.clock.nowMs())) })
    case 'POST faults':
      return visit.json(201, room.faults.add(checkedFault(jsonOf(visit), room.clock.nowMs())))
    case 'DELETE faults':
      room.faults.clear()
      return visit.json(200, { faults: [] })
    case 'GET bills':
      return visit.json(200, { count: room.bills.count, bills: room.bills.all() })
    case 'DELETE bills':
      room.bills.clear()
      return visit.json(200, { count: room.bills.count, bills: [] })
    case 'GET state':
      return visit.json(200, simulatorState(room))
    case 'POST reset':
      reset(room)
      return visit.json(200, simulatorState(room))
    default:
  }
  const id = /^DELETE faults\/(\d+)$/.exec(action)?.[1]
  if (id === undefined || !room.faults.remove(Number(id))) throw REFUSALS.noSuchPath()
  visit.json(200, { faults: room.faults.all() })
}

/** Faults, bills, windows, buckets, caches and stored responses are gone; calls under way go on. */
export function reset(room: Room): void {
  room.faults.clear()
  room.bills.clear()
  room.estate.reset()
}

/** Whoever reaches this can break the simulator for all: with a key set, it is asked for; without, only this machine may. */
function checkRight(room: Room, visit: Visit): void {
  const key = room.settings.controlKey ?? null
  if (key === null) {
    const { socket, headers } = visit.request
    const isOfPage = isOfOtherSite(headers) || mayBeRebound(headers)
    if (isLoopback(socket.remoteAddress ?? '') && !isOfPage) return
    throw new Refusal(403, {
      error: {
        code: 'control_forbidden',
        message: 'Set controlKey to control the simulator from another machine, or under another name.',
      },
    })
  }
  const given = /^bearer +(\S+)$/i.exec(visit.header('authorization') ?? '')?.[1] ?? ''
  if (timingSafeEqual(digest(given), digest(key))) return
  throw new Refusal(401, {
    error: { code: 'control_unauthorized', message: 'Send the control key as "Authorization: Bearer".' },
  })
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address)
}

function faultsOf(visit: Visit, nowMs: number): Fault[] {
  const value = jsonOf(visit)
  const list = isObject(value) ? value['faults'] : value
  if (!isArray(list)) throw invalidRequest('invalid_type', 'faults', 'Expected an array of faults.')
  return list.map((one) => checkedFault(one, nowMs))
}

function jsonOf(visit: Visit): Json {
  try {
    return JSON.parse(visit.body.toString()) as Json
  } catch {
    throw REFUSALS.notJson()
  }
}
