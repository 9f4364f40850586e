import { type JsonObject, textOf } from './json.ts'
import type { ModelCall } from './model-call.ts'
import type { Operation, OperationInput, Reading } from './operation.ts'
import { tokensOf } from './prompt-tokens.ts'
import { type Frame, pump } from './stream-pump.ts'
import { missing } from './validation.ts'
import { hashText, wordPieces } from './words.ts'

export const audioTranscriptions: Operation = {
  azureName: 'Transcriptions_Create',
  shortName: 'audioTranscription',
  task: 'transcribe',
  form: 'multipart',
  read: readRecording,
}

export const audioTranslations: Operation = {
  ...audioTranscriptions,
  azureName: 'Translations_Create',
  shortName: 'audioTranslation',
}

export const audioSpeech: Operation = {
  azureName: 'Speech_Create',
  shortName: 'audioSpeech',
  task: 'speech',
  form: 'json',
  read: readSpeech,
}

/** Assumed: what a second of compressed speech takes, and what it counts as. */
const BYTES_PER_SECOND = 4_000
const AUDIO_TOKENS_PER_SECOND = 10
const WORDS_PER_SECOND = 2
const MAX_WORDS = 4_000

function readRecording({ body, fileBytes }: OperationInput): Reading {
  const seconds = Math.ceil(fileBytes / BYTES_PER_SECOND)
  const prompt = textOf(body['prompt']) ?? ''
  return {
    ask: {
      prompt,
      promptTokens: seconds * AUDIO_TOKENS_PER_SECOND + tokensOf(prompt.length),
      // Audio is limited by requests alone.
      admissionTokens: 0,
      maxOutputTokens: 0,
      stream: body['stream'] === 'true',
      cacheKey: null,
      serviceTier: 'default',
    },
    answer: (call) => answerRecording(call, body, { seconds, fileBytes }),
  }
}

function answerRecording(
  call: ModelCall,
  body: JsonObject,
  file: { seconds: number; fileBytes: number },
): void {
  if (file.fileBytes === 0) throw missing('file')
  const seed = hashText(call.ask.prompt, call.room.settings.seed) + file.fileBytes
  const pieces = wordPieces(seed, Math.min(MAX_WORDS, Math.max(1, file.seconds * WORDS_PER_SECOND)))
  const text = pieces.join('')
  const isWhisper = call.served.settings.model.startsWith('whisper')
  const input = call.ask.promptTokens
  // Whisper is billed by the minute, not by tokens.
  const billed = isWhisper
    ? { input: 0, cached: 0, output: 0, reasoning: 0 }
    : { input, cached: 0, output: pieces.length, reasoning: 0 }
  const usage = isWhisper
    ? { type: 'duration', seconds: file.seconds }
    : {
        type: 'tokens',
        input_tokens: input,
        input_token_details: { audio_tokens: file.seconds * AUDIO_TOKENS_PER_SECOND, text_tokens: 0 },
        output_tokens: pieces.length,
        total_tokens: input + pieces.length,
      }
  if (call.ask.stream && !isWhisper) {
    pump(call, transcriptFrames({ call, pieces, usage, settle: () => call.settle(billed, 200, 'answered') }))
    return
  }
  const format = textOf(body['response_format']) ?? 'json'
  const isText = format === 'text' || format === 'srt' || format === 'vtt'
  const answer = (): string =>
    isText ? `${text}\n` : JSON.stringify(transcript(format, { text, usage, ...file }))
  call.reply(answer, billed, { contentType: isText ? 'text/plain; charset=utf-8' : 'application/json' })
}

function transcript(format: string, made: { text: string; usage: object; seconds: number }): object {
  if (format !== 'verbose_json') return { text: made.text, usage: made.usage }
  return {
    task: 'transcribe',
    language: 'english',
    duration: made.seconds,
    text: made.text,
    segments: [{ id: 0, seek: 0, start: 0, end: made.seconds, text: made.text, tokens: [], temperature: 0 }],
    usage: made.usage,
  }
}

function* transcriptFrames(made: {
  call: ModelCall
  pieces: readonly string[]
  usage: object
  settle: () => void
}): Generator<Frame> {
  let isFirst = true
  for (const delta of made.pieces) {
    const waitMs = isFirst ? made.call.pace.firstTokenMs(0) : made.call.pace.tokenMs()
    isFirst = false
    yield { text: `data: ${JSON.stringify({ type: 'transcript.text.delta', delta })}\n\n`, tokens: 1, waitMs }
  }
  made.settle()
  const done = { type: 'transcript.text.done', text: made.pieces.join(''), usage: made.usage }
  yield { text: `data: ${JSON.stringify(done)}\n\n` }
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/opus',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
}
const SPEECH_BYTES_PER_CHARACTER = 64

function readSpeech({ body }: OperationInput): Reading {
  const input = textOf(body['input']) ?? ''
  return {
    ask: {
      prompt: input,
      promptTokens: tokensOf(input.length),
      admissionTokens: 0,
      maxOutputTokens: 0,
      stream: false,
      cacheKey: null,
      serviceTier: 'default',
    },
    answer(call) {
      if (input === '') throw missing('input')
      if (textOf(body['voice']) === null) throw missing('voice')
      const contentType = CONTENT_TYPES[textOf(body['response_format']) ?? 'mp3'] ?? 'audio/mpeg'
      const usage = { input: call.ask.promptTokens, cached: 0, output: 0, reasoning: 0 }
      // Silence: bytes of the right type and a length that grows with the text, but no sound that plays.
      call.reply(() => Buffer.alloc(input.length * SPEECH_BYTES_PER_CHARACTER), usage, { contentType })
    },
  }
}
