/** What a model can do, by the maker's name for it. Unknown names are taken for a chat model of today. */
export type ModelTask = 'generate' | 'embed' | 'image' | 'speech' | 'transcribe'

export interface ModelTraits {
  readonly task: ModelTask
  readonly reasons: boolean
  readonly contextTokens: number
  /** Of an embedding. */
  readonly dimensions: number
}

const TASKS: readonly (readonly [RegExp, ModelTask])[] = [
  [/^text-embedding|^text-similarity|^embed|embedding/, 'embed'],
  [/^dall-e|^gpt-image|^sora/, 'image'],
  [/^whisper|transcribe/, 'transcribe'],
  [/^tts|-tts/, 'speech'],
]

/** Source: Azure OpenAI "Models" (learn.microsoft.com/azure/ai-foundry/openai/concepts/models), context windows. */
const CONTEXT_TOKENS: readonly (readonly [RegExp, number])[] = [
  [/^gpt-4\.1/, 1_047_576],
  [/^gpt-5-chat/, 128_000],
  [/^gpt-5/, 400_000],
  [/^o\d/, 200_000],
  [/^gpt-35|^gpt-3\.5/, 16_385],
  [/^gpt-4-32k/, 32_768],
  [/^gpt-4$/, 8_192],
  [/embedding/, 8_192],
]

export function traitsOf(model: string): ModelTraits {
  const task = TASKS.find(([pattern]) => pattern.test(model))?.[1] ?? 'generate'
  return {
    task,
    reasons: task === 'generate' && /^(?:o\d|gpt-5(?!.*chat)|codex)/.test(model),
    contextTokens: CONTEXT_TOKENS.find(([pattern]) => pattern.test(model))?.[1] ?? 128_000,
    dimensions: /3-large/.test(model) ? 3_072 : 1_536,
  }
}
