import { mayAct } from '../identity/index.ts'
import { ApiProblem } from './api-problem.ts'
import type { Operator } from './ports.ts'

/** Everybody may end their own key and its sessions, and those of others an owner alone. */
export function refuseOthersKey(keyId: string, operator: Operator): void {
  if (keyId === operator.keyId || mayAct(operator.role, 'owner')) return
  throw new ApiProblem(
    'forbidden',
    `of keys of others this is for the role owner, and ${operator.name} is ${operator.role}`,
    'Ask an owner.',
  )
}
