import { admit } from './admission.ts'
import { audioSpeech, audioTranscriptions, audioTranslations } from './audio.ts'
import { chat } from './chat.ts'
import { completions } from './completions.ts'
import { imagePromptRefusal, promptRefusal } from './content-filter.ts'
import { embeddings } from './embeddings.ts'
import type { AccountState } from './estate.ts'
import { imageEdits, images } from './images.ts'
import { isObject, type Json, type JsonObject, textOf } from './json.ts'
import { parseForm } from './multipart.ts'
import type { Operation } from './operation.ts'
import { Refusal, REFUSALS } from './refusal.ts'
import { responses } from './responses.ts'
import type { Room } from './room.ts'
import type { OperationName, Route } from './routes.ts'
import { missing } from './validation.ts'
import type { Visit } from './visit.ts'

const OPERATIONS: Readonly<Record<Exclude<OperationName, 'models' | 'files' | 'batches'>, Operation>> = {
  chat,
  completions,
  embeddings,
  responses,
  images,
  'image-edits': imageEdits,
  speech: audioSpeech,
  transcriptions: audioTranscriptions,
  translations: audioTranslations,
}

/** A POST to a model: find the deployment, admit, filter the prompt, answer. Throws `Refusal`. */
export function serveCall(room: Room, visit: Visit, route: Route, account: AccountState): void {
  const operation = operationOf(route)
  answerCall(room, visit, { route, account, ...parse(visit, operation), isBatch: false })
}

function operationOf({ operation }: Route): Operation {
  if (operation === 'models' || operation === 'files' || operation === 'batches')
    throw REFUSALS.methodNotAllowed()
  return OPERATIONS[operation]
}

export interface ParsedCall {
  readonly route: Route
  readonly account: AccountState
  readonly body: JsonObject
  readonly fileBytes: number
  /** A line of a batch: batch deployments take these, and nothing else. */
  readonly isBatch: boolean
}

/** The same for a request whose body is read. */
export function answerCall(room: Room, visit: Visit, call: ParsedCall): void {
  const { route, account, body, fileBytes } = call
  const operation = operationOf(route)
  const name = route.deployment ?? textOf(body['model'])
  if (name === null) throw missing('model')
  const deployment = account.deployment(name)
  const place = { account: account.name, region: account.region, deployment: deployment?.name ?? null }
  if (room.faults.strike('outage', place) !== null) return visit.destroy()
  if (room.faults.strike('forbidden', place) !== null) throw REFUSALS.forbidden()
  if (room.faults.strike('wrong-audience', place) !== null) throw REFUSALS.wrongAudience()
  if (deployment === null) throw REFUSALS.deploymentNotFound()
  if (deployment.traits.task !== operation.task || deployment.isBatch !== call.isBatch) {
    throw REFUSALS.operationNotSupported(operation.shortName, deployment.settings.model)
  }
  const nowMs = room.clock.nowMs()
  const memory = { conversation: (id: string) => account.responses.get(id, nowMs)?.conversation ?? null }
  const reading = operation.read({ body, fileBytes, account: memory, nowMs })
  const admitted = admit(room, {
    visit,
    route,
    account,
    deployment,
    ask: reading.ask,
    operation: operation.azureName,
  })
  try {
    const filtered =
      operation.task === 'image' ? imagePromptRefusal(reading.ask.prompt) : promptRefusal(reading.ask.prompt)
    if (filtered !== null) throw filtered
    reading.answer(admitted)
  } catch (error) {
    if (!(error instanceof Refusal)) {
      admitted.settle(null, 500, 'cut-by-fault')
      throw error
    }
    admitted.served.counts.refused++
    const usage = { input: reading.ask.promptTokens, cached: admitted.cachedTokens, output: 0, reasoning: 0 }
    admitted.settle(error.billsPrompt ? usage : null, error.status, 'prompt-filtered')
    throw new Refusal(error.status, error.body, { headers: admitted.headers('application/json') })
  }
}

function parse(visit: Visit, operation: Operation): { body: JsonObject; fileBytes: number } {
  if (operation.form === 'multipart') return parseForm(visit.body, visit.header('content-type') ?? '')
  const body = parseJson(visit.body)
  if (!isObject(body)) throw REFUSALS.notJson()
  return { body, fileBytes: 0 }
}

function parseJson(bytes: Buffer): Json {
  try {
    return JSON.parse(bytes.toString()) as Json
  } catch {
    throw REFUSALS.notJson()
  }
}
