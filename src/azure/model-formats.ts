/**
 * The maker of a model, as `model.format` of a deployment has it: case and blanks count. Names of makers as in "Add and
 * configure models to Azure AI Foundry Models" and the model catalogue (learn.microsoft.com/azure/ai-foundry/
 * foundry-models, 2026-11-21); `az cognitiveservices account list-models` gives them for an account. Those of gpt-oss,
 * Kimi and FLUX as the listing `Microsoft.CognitiveServices/locations/models` and templates in use have them (2026-11-21).
 * Models that Microsoft's pages and templates write in more than one way are left out.
 */
export const MODEL_FORMATS_AS_OF = '2026-11-21'

const FORMATS: readonly (readonly [name: RegExp, format: string])[] = [
  [
    /^(?:gpt-(?!oss)|o\d|chatgpt|codex|computer-use|text-embedding|dall-e|whisper|tts|sora|model-router)/i,
    'OpenAI',
  ],
  [/^(?:phi|mai)-/i, 'Microsoft'],
  [/^(?:meta-)?llama-/i, 'Meta'],
  [/^(?:mistral|ministral|codestral)-/i, 'Mistral AI'],
  [/^deepseek-/i, 'DeepSeek'],
  [/^grok-/i, 'xAI'],
  [/^cohere-/i, 'Cohere'],
  // Fine-tuned ones are of another format, which is not the same in all of Microsoft's tools.
  [/^gpt-oss-(?!.*\.ft-)/i, 'OpenAI-OSS'],
  [/^kimi-/i, 'MoonshotAI'],
  [/^flux[-.]/i, 'Black Forest Labs'],
]

/** Null where it is not known how ARM writes the maker. */
export function modelFormat(baseModel: string): string | null {
  return FORMATS.find(([name]) => name.test(baseModel))?.[1] ?? null
}

/** Whether it is a model that somebody fine-tuned, which Azure calls `BASE-VERSION.ft-ID`. */
export function isFineTuned(baseModel: string): boolean {
  return baseModel.includes('.ft-')
}
