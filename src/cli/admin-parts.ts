import path from 'node:path'

import { ApiProblem, startApiServer } from '../admin/index.ts'
import type { Log } from '../base/index.ts'
import { PlaygroundTokens } from '../identity/index.ts'
import {
  appendAudit,
  appendScore,
  openKeyFile,
  operatorFile,
  OperatorUses,
  readAudit,
  readScores,
  runningRecords,
} from '../storage/index.ts'
import { askAdmin } from './admin-client.ts'
import type { AdminListening, AdminStart, DesignText } from './admin-words.ts'
import type { Environment } from './environment.ts'
import { designOf } from './design-text.ts'
import { designWork } from './design-work.ts'
import { CouldNotRun } from './exit-code.ts'
import { VERSION } from './help.ts'
import { stateFolder } from './state-folder.ts'
import { statementParquet } from './statement-parquet.ts'

/** The admin process put together: its adapters, and the server. */
const CONSOLE_FOLDER = path.join(import.meta.dirname, '../../console/dist')

export interface RunningAdmin {
  readonly listening: AdminListening
  takeDesign(design: DesignText): void
  close(): Promise<void>
}

export async function startAdmin(
  start: AdminStart,
  environment: Environment,
  log: Log,
): Promise<RunningAdmin> {
  const { pid, clock } = environment
  const state = stateFolder(start.stateFolder)
  let text = start.design
  let design = designOf(text, start.shownAs, clock.nowMs())
  const keys = await openKeyFile(state.keys, { pid, clock, log })
  const operators = operatorFile(state.operators, { pid, clock })
  const uses = await OperatorUses.open(state.operatorUses, { clock, log })
  const ports = {
    clock,
    log,
    version: VERSION,
    design: () => design,
    control: { ask: (method, to, body) => askAdmin(state.adminSocket, method, to, body) },
    ledger: runningRecords(state.path, recordsAway),
    statementParquet,
    keys: { list: () => keys.list(), change: (edit) => keys.change(edit) },
    operators: {
      keys: () => operators.keys(),
      change: (edit) => operators.change(edit),
      noteUse: (keyId) => uses.note(keyId),
      uses: () => uses.known(),
    },
    designWork: designWork({ design: () => text, shownAs: start.shownAs, clock }),
    scores: {
      read: () => readScores(state.scores),
      append: (score) => appendScore(state.scores, score),
    },
    playground: new PlaygroundTokens(Buffer.from(start.signingKey, 'base64')),
    gatewayCertificate: start.gatewayCertificate,
    audit: {
      append: (entry) => appendAudit(state.audit, entry, { pid, clock }),
      read: (beforeMs, limit) => readAudit(state.audit, beforeMs, limit),
    },
  } satisfies Parameters<typeof startApiServer>[1]
  const { tls, tlsEndsInFront, trustedProxies } = start
  const { host, port } = start.listen
  const server = await startApiServer(
    { host, port, tls, tlsEndsInFront, trustedProxies, consoleFolder: CONSOLE_FOLDER },
    ports,
  ).catch((error: unknown) => {
    keys.close()
    const { code, message } = error as NodeJS.ErrnoException
    const hint =
      code === 'EADDRINUSE' ? 'another program listens there; stop it, or set admin.listen' : message
    throw new CouldNotRun(`the admin API cannot listen on ${host}:${port}: ${hint}`, { cause: error })
  })
  return {
    listening: { host: server.host, port: server.port },
    takeDesign(next) {
      design = designOf(next, start.shownAs, clock.nowMs())
      text = next
    },
    async close() {
      await server.close()
      await uses.written()
      keys.close()
    },
  }
}

function recordsAway(cause: unknown): Error {
  return new ApiProblem(
    'unavailable',
    'the records process does not answer',
    'Its database may be starting; the journal keeps all records meanwhile. Where it stays so, see the log.',
    { cause },
  )
}
