import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taskOfModel } from './model-task.ts'

test('models are told by their names, and what the gateway does not serve has no task', () => {
  const tasks = {
    generate: ['gpt-4.1', 'gpt-audio', 'o3-deep-research', 'DeepSeek-V3.2', 'MAI-Thinking-1', 'model-router'],
    embed: ['text-embedding-3-large', 'text-embedding-ada-002'],
    image: ['gpt-image-1', 'dall-e-3'],
    speech: ['tts', 'tts-hd', 'gpt-4o-mini-tts'],
    transcribe: ['whisper', 'gpt-4o-transcribe', 'gpt-4o-transcribe-diarize'],
  }
  for (const [task, models] of Object.entries(tasks))
    for (const model of models) assert.equal(taskOfModel(model), task, model)
  for (const model of [
    'gpt-realtime',
    'gpt-realtime-whisper',
    'sora-2',
    'FLUX.2-pro',
    'MAI-Image-2.5',
    'Cohere-rerank-v4.0-fast',
  ])
    assert.equal(taskOfModel(model), null, model)
})
