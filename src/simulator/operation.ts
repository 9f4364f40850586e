import type { JsonObject } from './json.ts'
import type { Ask, ModelCall } from './model-call.ts'
import type { ModelTask } from './model-traits.ts'

/** One operation of the data plane: one file each. */
export interface Operation {
  /** As Azure's messages spell it, such as `ChatCompletions_Create`. */
  readonly azureName: string
  /** As the message about a model that cannot do it spells it. */
  readonly shortName: string
  readonly task: ModelTask
  readonly form: 'json' | 'multipart'
  /** Takes the request's size for admission, without complaint; `answer` complains. */
  read(input: OperationInput): Reading
}

export interface OperationInput {
  /** The fields of a form are strings. */
  readonly body: JsonObject
  /** Bytes of the files of a form. */
  readonly fileBytes: number
  readonly account: AccountMemory
  readonly nowMs: number
}

/** What an operation may know of the account before a call is admitted. */
export interface AccountMemory {
  conversation(responseId: string): { readonly text: string; readonly tokens: number } | null
}

export interface Reading {
  readonly ask: Ask
  /** Checks the request as the model would, throwing `Refusal`, and answers. */
  answer(call: ModelCall): void
}
