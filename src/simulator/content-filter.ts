import type { JsonObject } from './json.ts'
import { Refusal } from './refusal.ts'

/** Words that, anywhere in a prompt, make the content filter act. */
export const TRIGGERS = {
  /** The prompt is refused with 400, and billed. */
  prompt: 'trigger-content-filter',
  /** The same, because the prompt is taken for an attack on the model's rules. */
  jailbreak: 'trigger-jailbreak',
  /** The answer ends half-way with `finish_reason: content_filter`. */
  output: 'trigger-output-filter',
  /** Streams carry the filter's findings in events of their own, some after the end of the text. */
  asynchronous: 'trigger-async-filter',
} as const

const SAFE = { filtered: false, severity: 'safe' } as const
const BLOCKED = { filtered: true, severity: 'high' } as const
const UNDETECTED = { filtered: false, detected: false } as const

/** Of a prompt. */
export const SAFE_PROMPT: JsonObject = {
  hate: SAFE,
  jailbreak: UNDETECTED,
  self_harm: SAFE,
  sexual: SAFE,
  violence: SAFE,
}

/** Of an answer. */
export const SAFE_OUTPUT: JsonObject = {
  hate: SAFE,
  protected_material_code: UNDETECTED,
  protected_material_text: UNDETECTED,
  self_harm: SAFE,
  sexual: SAFE,
  violence: SAFE,
}

export const BLOCKED_OUTPUT: JsonObject = { ...SAFE_OUTPUT, violence: BLOCKED }

export const SAFE_OUTPUT_TEXT = JSON.stringify(SAFE_OUTPUT)
export const BLOCKED_OUTPUT_TEXT = JSON.stringify(BLOCKED_OUTPUT)
export const PROMPT_FILTER_RESULTS_TEXT = JSON.stringify([
  { prompt_index: 0, content_filter_results: SAFE_PROMPT },
])

/** The refusal that a prompt earns, or null. Source: Azure OpenAI "Content filtering", "Scenario details". */
export function promptRefusal(prompt: string): Refusal | null {
  const isJailbreak = prompt.includes(TRIGGERS.jailbreak)
  if (!isJailbreak && !prompt.includes(TRIGGERS.prompt)) return null
  const error = {
    message:
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify " +
      'your prompt and retry. To learn more about our content filtering policies please read our documentation: ' +
      'https://go.microsoft.com/fwlink/?linkid=2198766',
    type: null,
    param: 'prompt',
    code: 'content_filter',
    status: 400,
    innererror: {
      code: 'ResponsibleAIPolicyViolation',
      content_filter_result: {
        hate: SAFE,
        jailbreak: isJailbreak ? { filtered: true, detected: true } : UNDETECTED,
        self_harm: SAFE,
        sexual: SAFE,
        violence: isJailbreak ? SAFE : BLOCKED,
      },
    },
  }
  return new Refusal(400, { error }, { billsPrompt: true })
}

export function imagePromptRefusal(prompt: string): Refusal | null {
  if (!prompt.includes(TRIGGERS.prompt) && !prompt.includes(TRIGGERS.jailbreak)) return null
  const error = {
    code: 'content_policy_violation',
    message: 'Your request was rejected as a result of our safety system.',
    type: 'invalid_request_error',
    param: null,
    inner_error: {
      code: 'ResponsibleAIPolicyViolation',
      content_filter_results: { hate: SAFE, self_harm: SAFE, sexual: SAFE, violence: BLOCKED },
    },
  }
  return new Refusal(400, { error }, { billsPrompt: true })
}
