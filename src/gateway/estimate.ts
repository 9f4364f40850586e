import {
  HEARD_TOKENS_PER_SECOND,
  imageInputTokens,
  imageOutputTokens,
  SPOKEN_TOKENS_PER_SECOND,
} from '../azure/index.ts'
import type { Operation } from '../providers/index.ts'
import type { PromptMedia } from './bytes/prompt-media.ts'
import type { Ask } from './exchange.ts'
import type { FleetModel } from './fleet.ts'

/** What an exchange may need in tokens, by the rules of its operation; the truth takes its place when it ends. */
export interface Estimate {
  readonly input: number
  readonly output: number
}

/** What an answer is taken to need when neither the client nor the file says: most are shorter. */
const ANSWER_TOKENS = 512
/** The same for models that think first, which is part of their output. */
const THOUGHT_TOKENS = 2_048
/** Text of a page beside its picture; assumed. */
const PAGE_TEXT_TOKENS = 500
/** 150 words a minute, of six characters with the blank. */
const SPOKEN_CHARACTERS_PER_SECOND = 15
/** The same in tokens, with as much again to spare. */
const WRITTEN_TOKENS_PER_SECOND = 5
const BYTES_PER_CHARACTER_TOKEN = 4

export function estimate(operation: Operation, ask: Ask, fleetModel: FleetModel): Estimate {
  const { model, estimates } = fleetModel
  const { baseModel } = model
  const input = estimates.apply(ask.promptTokens) + mediaTokens(ask.media, baseModel)
  switch (operation) {
    case 'embeddings':
      return { input, output: 0 }
    case 'images':
    case 'image-edits':
      return { input, output: ask.choices * imageOutputTokens(baseModel, ask.size, ask.quality) }
    case 'speech': {
      const seconds = (ask.promptTokens * BYTES_PER_CHARACTER_TOKEN) / SPOKEN_CHARACTERS_PER_SECOND
      return { input, output: Math.ceil(seconds * SPOKEN_TOKENS_PER_SECOND) }
    }
    case 'transcriptions':
    case 'translations':
      return { input, output: (ask.media?.soundSeconds ?? 0) * WRITTEN_TOKENS_PER_SECOND }
    case 'chat':
    case 'completions':
    case 'responses': {
      const usual = model.expectedOutputTokens ?? (model.reasoning ? THOUGHT_TOKENS : ANSWER_TOKENS)
      return { input, output: (ask.maxOutputTokens ?? usual) * ask.choices }
    }
  }
}

function mediaTokens(media: PromptMedia | null, baseModel: string): number {
  if (media === null) return 0
  const image = imageInputTokens(baseModel)
  return (
    media.lowImages * image.low +
    media.highImages * image.high +
    media.soundSeconds * HEARD_TOKENS_PER_SECOND +
    media.pages * (image.high + PAGE_TEXT_TOKENS)
  )
}
