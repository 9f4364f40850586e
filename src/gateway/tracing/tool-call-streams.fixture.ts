/** One answer as it is streamed and as it comes whole; told, both are the same. */
export interface StreamedAndWhole {
  readonly name: string
  readonly stream: string
  readonly whole: object
}

/** A chunk of chat completions, with its fields in the order in which Azure OpenAI writes them. */
export function chunk(delta: object, finish: string | null = null, index = 0): string {
  const choice = { content_filter_results: {}, delta, finish_reason: finish, index, logprobs: null }
  return line({
    choices: [choice],
    created: 1_762_000_000,
    id: 'chatcmpl-1',
    model: 'gpt-4.1-2025-04-14',
    object: 'chat.completion.chunk',
    usage: null,
  })
}

export function line(event: object): string {
  return `data: ${JSON.stringify(event)}\n\n`
}

/** An event of the Responses API, whose data names its type, too. */
export function named(type: string, fields: object): string {
  return `event: ${type}\n${line({ type, sequence_number: 1, ...fields })}`
}

function begins(index: number, id: string, name: string): string {
  return chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] })
}

function goesOn(index: number, piece: string): string {
  return chunk({ tool_calls: [{ index, function: { arguments: piece } }] })
}

function called(id: string, name: string, given: string): object {
  return { id, type: 'function', function: { name, arguments: given } }
}

function chosen(index: number, message: object, finish: string): object {
  return { index, message: { role: 'assistant', ...message }, finish_reason: finish }
}

const FILTER =
  'data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}]}\n\n'
const USAGE =
  'data: {"choices":[],"id":"chatcmpl-1","object":"chat.completion.chunk","usage":{"completion_tokens":5,"prompt_tokens":19,"total_tokens":24}}\n\n'
const DONE = 'data: [DONE]\n\n'

const PARIS = '{"city":"Paris","unit":"°C"}'
const TOKYO = '{"city":"東京"}'
const CALL_ITEM = {
  id: 'fc_1',
  type: 'function_call',
  status: 'completed',
  arguments: PARIS,
  call_id: 'call_a',
  name: 'weather',
}
const CUSTOM_ITEM = {
  id: 'ctc_1',
  type: 'custom_tool_call',
  status: 'completed',
  call_id: 'call_b',
  name: 'shell',
  input: 'ls "a b"\n',
}
const SAID = { type: 'output_text', annotations: [], text: 'I look it up.' }
const MESSAGE_ITEM = { id: 'msg_1', type: 'message', role: 'assistant', content: [SAID] }
const REASONING_ITEM = { id: 'rs_1', type: 'reasoning', summary: [] }
const RESPONSE = {
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  output: [REASONING_ITEM, MESSAGE_ITEM, CALL_ITEM, CUSTOM_ITEM],
}

function delta(type: string, place: object, piece: string): string {
  return named(`response.${type}.delta`, { ...place, delta: piece })
}

const CALL_PLACE = { item_id: 'fc_1', output_index: 2 }
const CUSTOM_PLACE = { item_id: 'ctc_1', output_index: 3 }
const TEXT_PLACE = { item_id: 'msg_1', output_index: 1, content_index: 0 }
const RESPONSE_STREAM = [
  named('response.created', { response: { ...RESPONSE, status: 'in_progress', output: [] } }),
  named('response.output_item.added', { output_index: 0, item: REASONING_ITEM }),
  named('response.output_item.done', { output_index: 0, item: REASONING_ITEM }),
  named('response.output_item.added', { output_index: 1, item: { ...MESSAGE_ITEM, content: [] } }),
  named('response.content_part.added', { ...TEXT_PLACE, part: { ...SAID, text: '' } }),
  delta('output_text', TEXT_PLACE, 'I look'),
  delta('output_text', TEXT_PLACE, ' it up.'),
  named('response.output_text.done', { ...TEXT_PLACE, text: SAID.text }),
  named('response.content_part.done', { ...TEXT_PLACE, part: SAID }),
  named('response.output_item.done', { output_index: 1, item: MESSAGE_ITEM }),
  named('response.output_item.added', { output_index: 2, item: { ...CALL_ITEM, arguments: '' } }),
  named('response.output_item.added', { output_index: 3, item: { ...CUSTOM_ITEM, input: '' } }),
  delta('function_call_arguments', CALL_PLACE, '{"city":"Pa'),
  delta('custom_tool_call_input', CUSTOM_PLACE, 'ls "a'),
  delta('function_call_arguments', CALL_PLACE, 'ris","unit":"°C"}'),
  delta('custom_tool_call_input', CUSTOM_PLACE, ' b"\n'),
  named('response.function_call_arguments.done', { ...CALL_PLACE, arguments: PARIS }),
  named('response.output_item.done', { output_index: 2, item: CALL_ITEM }),
  named('response.custom_tool_call_input.done', { ...CUSTOM_PLACE, input: CUSTOM_ITEM.input }),
  named('response.output_item.done', { output_index: 3, item: CUSTOM_ITEM }),
  named('response.completed', { response: RESPONSE }),
].join('')

export const TOOL_CALL_STREAMS: readonly StreamedAndWhole[] = [
  {
    name: 'text, and two calls in parallel',
    stream: [
      FILTER,
      chunk({ role: 'assistant', content: '', refusal: null }),
      chunk({ content: 'Let me ' }),
      chunk({ content: 'see 😀.' }),
      begins(0, 'call_a', 'weather'),
      goesOn(0, '{"city":"Pa'),
      goesOn(0, 'ris","unit":"°C"}'),
      begins(1, 'call_b', 'weather'),
      goesOn(1, TOKYO),
      chunk({}, 'tool_calls'),
      USAGE,
      DONE,
    ].join(''),
    whole: {
      choices: [
        chosen(
          0,
          {
            content: 'Let me see 😀.',
            refusal: null,
            tool_calls: [called('call_a', 'weather', PARIS), called('call_b', 'weather', TOKYO)],
          },
          'tool_calls',
        ),
      ],
    },
  },
  {
    name: 'calls whose pieces are mixed, in two choices, with CR LF',
    stream: [
      chunk({ role: 'assistant', content: null }),
      chunk({
        tool_calls: [
          { index: 0, id: 'call_a', type: 'function', function: { name: 'weather', arguments: '' } },
          { index: 1, id: 'call_b', type: 'function', function: { name: 'time', arguments: '{"ci' } },
        ],
      }),
      chunk({ content: 'No call ' }, null, 1),
      goesOn(1, 'ty":'),
      goesOn(0, '{"city":"Paris",'),
      chunk({
        tool_calls: [
          { index: 1, function: { arguments: '"東京"}' } },
          { index: 0, function: { arguments: '"unit":"°C"}' } },
        ],
      }),
      chunk({ content: 'here.' }, 'stop', 1),
      chunk({}, 'tool_calls'),
      DONE,
    ]
      .join('')
      .replaceAll('\n', '\r\n'),
    whole: {
      choices: [
        chosen(
          0,
          {
            content: null,
            tool_calls: [called('call_a', 'weather', PARIS), called('call_b', 'time', TOKYO)],
          },
          'tool_calls',
        ),
        chosen(1, { content: 'No call here.' }, 'stop'),
      ],
    },
  },
  {
    name: 'a refusal',
    stream: [
      chunk({ role: 'assistant', content: '', refusal: null }),
      chunk({ refusal: 'I cannot ' }),
      chunk({ refusal: 'help.' }),
      chunk({}, 'stop'),
      DONE,
    ].join(''),
    whole: { choices: [chosen(0, { content: null, refusal: 'I cannot help.' }, 'stop')] },
  },
  {
    name: 'a custom tool, and a function of before there were tools',
    stream: [
      chunk({
        tool_calls: [{ index: 0, id: 'call_a', type: 'custom', custom: { name: 'shell', input: '' } }],
      }),
      chunk({ tool_calls: [{ index: 0, custom: { input: 'ls ' } }] }),
      chunk({ tool_calls: [{ index: 0, custom: { input: '-l' } }] }),
      chunk({ function_call: { name: 'time', arguments: '' } }),
      chunk({ function_call: { arguments: TOKYO } }),
      chunk({}, 'function_call'),
      DONE,
    ].join(''),
    whole: {
      choices: [
        chosen(
          0,
          {
            content: null,
            tool_calls: [{ id: 'call_a', type: 'custom', custom: { name: 'shell', input: 'ls -l' } }],
            function_call: { name: 'time', arguments: TOKYO },
          },
          'function_call',
        ),
      ],
    },
  },
  { name: 'a response', stream: RESPONSE_STREAM, whole: RESPONSE },
  {
    name: 'a response without lines that name the event',
    stream: RESPONSE_STREAM.replace(/^event: .*\n/gm, ''),
    whole: RESPONSE,
  },
  {
    name: 'a response of a server that names the type last',
    stream: RESPONSE_STREAM.replace(/"type":"(response\.[a-z_.]+)",(.*)\}$/gm, '$2,"type":"$1"}'),
    whole: RESPONSE,
  },
  {
    name: 'a response of a server that sends calls in one piece',
    stream: [
      named('response.output_item.done', { output_index: 0, item: CALL_ITEM }),
      named('response.custom_tool_call_input.done', { output_index: 1, input: CUSTOM_ITEM.input }),
      named('response.output_item.done', { output_index: 1, item: CUSTOM_ITEM }),
      named('response.incomplete', { response: { ...RESPONSE, status: 'incomplete' } }),
    ].join(''),
    whole: { ...RESPONSE, status: 'incomplete', output: [CALL_ITEM, CUSTOM_ITEM] },
  },
  {
    name: 'a response that refuses',
    stream: [
      delta('refusal', { item_id: 'msg_1', output_index: 0, content_index: 0 }, 'I can'),
      delta('refusal', { item_id: 'msg_1', output_index: 0, content_index: 0 }, 'not.'),
      named('response.completed', { response: RESPONSE }),
    ].join(''),
    whole: {
      ...RESPONSE,
      output: [{ ...MESSAGE_ITEM, content: [{ type: 'refusal', refusal: 'I cannot.' }] }],
    },
  },
]
