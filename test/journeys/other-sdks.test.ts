import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { createAzure } from '@ai-sdk/azure'
import { AzureChatOpenAI, AzureOpenAIEmbeddings } from '@langchain/openai'
import { APICallError, embed, generateText, jsonSchema, Output, streamText, tool } from 'ai'

import { type Folder, folderWith, type Running } from './program.ts'
import { TWO_REGIONS } from './workloads.ts'

/** LangChain's Azure models and the AI SDK's Azure provider, unchanged, against the running program. */
let folder: Folder
let running: Running
let apiKey: string

before(async () => {
  folder = await folderWith(TWO_REGIONS)
  apiKey = await folder.key('/contoso/bot')
  running = await folder.start({ args: ['--no-records'] })
})

after(async () => {
  await running.stop()
  await folder.remove()
})

const PERSON = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
} as const

// A simulated model takes its time: they wait together.
describe('LangChain', { concurrency: true }, () => {
  const model = (deployment: string) =>
    new AzureChatOpenAI({
      azureOpenAIApiKey: apiKey,
      azureOpenAIEndpoint: running.address,
      azureOpenAIApiVersion: '2024-10-21',
      azureOpenAIApiDeploymentName: deployment,
      model: deployment,
      maxRetries: 0,
      maxTokens: 30,
    })

  test('chat and stream', async () => {
    const answer = await model('gpt-4.1').invoke('Say hello')
    assert.ok(answer.text.length > 0)
    assert.match(JSON.stringify(answer.usage_metadata), /"input_tokens":[1-9]/)
    let text = ''
    for await (const chunk of await model('gpt-4.1').stream('Tell me a story')) text += chunk.text
    assert.ok(text.length > 0)
  })

  test('tools and structured output', async () => {
    const weather = {
      type: 'function' as const,
      function: {
        name: 'get_weather',
        description: 'The weather in a city',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      },
    }
    const answer = await model('gpt-4.1').bindTools([weather], { tool_choice: 'required' }).invoke('Oslo?')
    assert.equal(answer.tool_calls?.[0]?.name, 'get_weather')
    const person = await model('gpt-4.1')
      .withStructuredOutput(PERSON, { name: 'person', method: 'jsonSchema' })
      .invoke('Who?')
    assert.equal(typeof person['name'], 'string')
  })

  test('embeddings', async () => {
    const embeddings = new AzureOpenAIEmbeddings({
      azureOpenAIApiKey: apiKey,
      azureOpenAIBasePath: `${running.address}/openai/deployments`,
      azureOpenAIApiVersion: '2024-10-21',
      azureOpenAIApiDeploymentName: 'text-embedding-3-small',
      maxRetries: 0,
    })
    assert.equal((await embeddings.embedDocuments(['one', 'two'])).length, 2)
  })

  test('an error carries its status', async () => {
    await assert.rejects(
      model('gpt-9').invoke('x'),
      (error: unknown) => (error as { status?: number }).status === 404,
    )
  })
})

describe('AI SDK', { concurrency: true }, () => {
  const azure = (useDeploymentBasedUrls: boolean) =>
    createAzure({
      apiKey,
      baseURL: `${running.address}/openai${useDeploymentBasedUrls ? '' : '/v1'}`,
      useDeploymentBasedUrls,
      ...(useDeploymentBasedUrls ? { apiVersion: '2024-10-21' } : {}),
    })

  for (const classic of [false, true]) {
    describe(classic ? 'deployment URLs' : 'v1 URLs', { concurrency: true }, () => {
      test('chat and stream', async () => {
        const model = azure(classic).chat('gpt-4.1')
        const { text, usage } = await generateText({ model, prompt: 'Say hello', maxRetries: 0 })
        assert.ok(text.length > 0)
        assert.ok((usage.inputTokens ?? 0) > 0)
        let streamed = ''
        for await (const part of streamText({ model, prompt: 'Tell me a story', maxRetries: 0 }).textStream)
          streamed += part
        assert.ok(streamed.length > 0)
      })

      test('tools', async () => {
        const { toolCalls } = await generateText({
          model: azure(classic).chat('gpt-4.1'),
          prompt: 'What is the weather in Oslo?',
          maxRetries: 0,
          toolChoice: 'required',
          tools: {
            weather: tool({
              description: 'The weather in a city',
              inputSchema: jsonSchema<{ city: string }>({
                type: 'object',
                properties: { city: { type: 'string' } },
                required: ['city'],
              }),
            }),
          },
        })
        assert.equal(toolCalls[0]?.toolName, 'weather')
      })
    })
  }

  test('responses, structured output and embeddings', async () => {
    const { text } = await generateText({
      model: azure(false).responses('gpt-4.1'),
      prompt: 'Say hello',
      maxRetries: 0,
    })
    assert.ok(text.length > 0)
    const { output } = await generateText({
      model: azure(false).chat('gpt-4.1'),
      prompt: 'Who?',
      maxRetries: 0,
      output: Output.object({ schema: jsonSchema<{ name: string; age: number }>(PERSON) }),
    })
    assert.equal(typeof output.name, 'string')
    const { embedding } = await embed({
      model: azure(false).embedding('text-embedding-3-small'),
      value: 'one',
      maxRetries: 0,
    })
    assert.ok(embedding.length > 10)
  })

  test('an error carries its status', async () => {
    await assert.rejects(
      generateText({ model: azure(false).chat('gpt-9'), prompt: 'x', maxRetries: 0 }),
      (error: unknown) => APICallError.isInstance(error) && error.statusCode === 404,
    )
  })
})
