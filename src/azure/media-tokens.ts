/**
 * What pictures and sound count in tokens, for estimates made before a call. None of it is decoded, so an image counts
 * the most that its `detail` allows, whatever its size.
 */
export const MEDIA_TOKENS_AS_OF = '2026-11-21'
export const MEDIA_TOKENS_SOURCE: readonly string[] = [
  'OpenAI, "Images and vision: calculating costs", developers.openai.com/api/docs/guides/images-vision',
  'OpenAI, "Image generation: cost and latency", developers.openai.com/api/docs/guides/image-generation',
  'OpenAI, "Managing costs" of realtime: sound, developers.openai.com/api/docs/guides/realtime-costs',
  'Microsoft Learn, "Use vision-enabled chat models", learn.microsoft.com/azure/ai-foundry/openai/how-to/gpt-with-vision',
]

export interface ImageInputTokens {
  readonly low: number
  /** `high`, `auto`, and where nothing is said. */
  readonly high: number
}

/** An image is fitted into 2,048 by 2,048 pixels and then to a short side of 768: at most 2 by 4 tiles of 512. */
const MOST_TILES = 8
/** Models that count patches of 32 pixels scale an image down to this many; of 512 by 512 pixels there are 256. */
const MOST_PATCHES = 1_536
const LOW_PATCHES = 256

function tiled(base: number, tile: number): ImageInputTokens {
  return { low: base, high: base + MOST_TILES * tile }
}

function patched(multiplier: number): ImageInputTokens {
  return { low: Math.ceil(LOW_PATCHES * multiplier), high: Math.ceil(MOST_PATCHES * multiplier) }
}

/** By the beginning of the base model's name; the first that fits. */
const IMAGE_INPUT: readonly (readonly [string, ImageInputTokens])[] = [
  ['gpt-4o-mini', tiled(2_833, 5_667)],
  ['gpt-4.1-mini', patched(1.62)],
  ['gpt-4.1-nano', patched(2.46)],
  ['gpt-5-mini', patched(1.62)],
  ['gpt-5-nano', patched(2.46)],
  ['o4-mini', patched(1.72)],
  ['o1', tiled(75, 150)],
  ['o3', tiled(75, 150)],
  ['gpt-5', tiled(70, 140)],
  ['computer-use', tiled(65, 129)],
]
/** gpt-4o, gpt-4.1, gpt-4-turbo with vision and gpt-4.5; what is not known is taken for one of these. */
const DEFAULT_IMAGE_INPUT = tiled(85, 170)

export function imageInputTokens(baseModel: string): ImageInputTokens {
  return IMAGE_INPUT.find(([name]) => baseModel.startsWith(name))?.[1] ?? DEFAULT_IMAGE_INPUT
}

type Quality = 'low' | 'medium' | 'high'
const IMAGE_OUTPUT: Readonly<Record<string, Readonly<Record<Quality, number>>>> = {
  '1024x1024': { low: 272, medium: 1_056, high: 4_160 },
  '1024x1536': { low: 408, medium: 1_584, high: 6_240 },
  '1536x1024': { low: 400, medium: 1_568, high: 6_208 },
}
/** Where the model chooses, or the size is none of these, the largest. */
const LARGEST_IMAGE = { low: 408, medium: 1_584, high: 6_240 } as const

/** Of one image that a gpt-image model makes; 0 for models that are not billed by token, such as dall-e-3. */
export function imageOutputTokens(baseModel: string, size: string | null, quality: string | null): number {
  if (!baseModel.startsWith('gpt-image')) return 0
  const bySize = (size === null ? undefined : IMAGE_OUTPUT[size]) ?? LARGEST_IMAGE
  return quality === 'low' || quality === 'medium' ? bySize[quality] : bySize.high
}

/** Sound that is heard: a token for each 100 ms. Sound that is made: one for each 50 ms. */
export const HEARD_TOKENS_PER_SECOND = 10
export const SPOKEN_TOKENS_PER_SECOND = 20
