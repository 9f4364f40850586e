import type { Task } from './plan.ts'

/**
 * What a model of Azure's tables is for, by its name; null for kinds that the gateway does not serve: realtime speech,
 * which is no HTTP call, video, ranking, and images of makers whose API is not OpenAI's.
 */
export function taskOfModel(baseModel: string): Task | null {
  const name = baseModel.toLowerCase()
  if (/realtime|rerank|^(?:sora|flux|mai-image)/.test(name)) return null
  if (name.startsWith('text-embedding')) return 'embed'
  if (/^(?:gpt-image|dall-e)/.test(name)) return 'image'
  if (/(?:^|-)tts(?:-|$)/.test(name)) return 'speech'
  return /^whisper|-transcribe(?:-|$)/.test(name) ? 'transcribe' : 'generate'
}
