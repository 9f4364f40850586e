import type { BilledUsage } from './bills.ts'
import { answerSeed, compose, type Composition, outputTokens, stopSequences } from './composition.ts'
import { PROMPT_FILTER_RESULTS_TEXT, SAFE_OUTPUT, SAFE_OUTPUT_TEXT, SAFE_PROMPT } from './content-filter.ts'
import { UNLIMITED_RESERVE_TOKENS } from './chat.ts'
import { isArray, isObject, type Json, type JsonObject, numberOf } from './json.ts'
import type { ModelCall } from './model-call.ts'
import type { Operation, OperationInput, Reading } from './operation.ts'
import { type PromptSize, tokensOf } from './prompt-tokens.ts'
import { DEFAULT_OUTPUT_TOKENS } from './settings.ts'
import { type Frame, pump } from './stream-pump.ts'
import { chatUsage } from './usage-details.ts'
import { checkContext, checkNumber, missing } from './validation.ts'

/** The old completions operation: text in, text out. */
export const completions: Operation = {
  azureName: 'Completions_Create',
  shortName: 'completion',
  task: 'generate',
  form: 'json',
  read: readCompletions,
}

function readCompletions({ body }: OperationInput): Reading {
  const texts = promptTexts(body['prompt'])
  const text = texts.join('\n')
  const characters = texts.reduce((sum, one) => sum + one.length, 0)
  const maxOutputTokens = numberOf(body['max_tokens'])
  const copies = Math.max(1, numberOf(body['best_of']) ?? numberOf(body['n']) ?? 1)
  const prompt = {
    text,
    lastUserText: text,
    characters,
    tokens: tokensOf(characters),
    endsWithToolResult: false,
  }
  return {
    ask: {
      prompt: text,
      promptTokens: prompt.tokens,
      admissionTokens: prompt.tokens + (maxOutputTokens ?? UNLIMITED_RESERVE_TOKENS) * copies,
      maxOutputTokens,
      stream: body['stream'] === true,
      cacheKey: null,
      serviceTier: 'default',
    },
    answer: (call) => answerCompletions(call, body, prompt),
  }
}

function promptTexts(prompt: Json | undefined): string[] {
  if (typeof prompt === 'string') return [prompt]
  if (!isArray(prompt)) return []
  return prompt.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
}

function answerCompletions(call: ModelCall, body: JsonObject, prompt: PromptSize): void {
  if (body['prompt'] === undefined) throw missing('prompt')
  checkNumber(body, 'max_tokens', { least: 0, whole: true })
  checkNumber(body, 'temperature', { least: 0, most: 2 })
  checkNumber(body, 'n', { least: 1, most: 128, whole: true })
  checkContext(call.ask.promptTokens, call.ask.maxOutputTokens, call.served.traits)
  const { settings, ids } = call.room
  const choices = Array.from({ length: numberOf(body['n']) ?? 1 }, (_, i) =>
    compose({
      seed: answerSeed(settings.seed, prompt.text, i),
      prompt,
      // The old operation's own default, which surprises many.
      maxTokens: call.ask.maxOutputTokens ?? UNLIMITED_RESERVE_TOKENS,
      defaultTokens: settings.outputTokens ?? DEFAULT_OUTPUT_TOKENS,
      reasoningTokens: 0,
      stop: stopSequences(body['stop']),
      text: null,
      tool: null,
    }),
  )
  const output = choices.reduce((sum, one) => sum + outputTokens(one), 0)
  const usage: BilledUsage = { input: call.ask.promptTokens, cached: call.cachedTokens, output, reasoning: 0 }
  const id = `cmpl-${ids.next()}`
  if (call.ask.stream) {
    const options = body['stream_options']
    const includeUsage = isObject(options) && options['include_usage'] === true
    pump(call, completionFrames({ call, id, choices, usage, includeUsage }))
    return
  }
  const answer = () =>
    JSON.stringify({
      choices: choices.map((one, index) => ({
        content_filter_results: SAFE_OUTPUT,
        finish_reason: one.finish,
        index,
        logprobs: null,
        text: one.pieces.join(''),
      })),
      created: call.createdSeconds,
      id,
      model: call.served.modelName,
      object: 'text_completion',
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE_PROMPT }],
      system_fingerprint: 'simulated',
      usage: chatUsage(usage),
    })
  call.reply(answer, usage)
}

function* completionFrames(answer: {
  call: ModelCall
  id: string
  choices: readonly Composition[]
  usage: BilledUsage
  includeUsage: boolean
}): Generator<Frame> {
  const { call, id, usage } = answer
  const head = `"created":${call.createdSeconds},"id":"${id}","model":${JSON.stringify(call.served.modelName)},"object":"text_completion","system_fingerprint":"simulated"`
  yield { text: `data: {"choices":[],${head},"prompt_filter_results":${PROMPT_FILTER_RESULTS_TEXT}}\n\n` }
  let isFirst = true
  for (const [index, one] of answer.choices.entries()) {
    const choice = (text: string, finish: string | null): string =>
      `data: {"choices":[{"content_filter_results":${SAFE_OUTPUT_TEXT},"finish_reason":${JSON.stringify(finish)},"index":${index},"logprobs":null,"text":${JSON.stringify(text)}}],${head},"usage":null}\n\n`
    for (const piece of one.pieces) {
      const waitMs = isFirst ? call.pace.firstTokenMs(0) : call.pace.tokenMs()
      isFirst = false
      yield { text: choice(piece, null), tokens: 1, waitMs }
    }
    yield { text: choice('', one.finish) }
  }
  call.settle(usage, 200, 'answered')
  if (answer.includeUsage)
    yield { text: `data: {"choices":[],${head},"usage":${JSON.stringify(chatUsage(usage))}}\n\n` }
  yield { text: 'data: [DONE]\n\n' }
}
