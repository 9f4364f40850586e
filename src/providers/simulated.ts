import type { Provider } from './provider.ts'
import { azureOpenAi } from './azure-openai.ts'

/** The simulator speaks Azure OpenAI's wire; whoever starts it knows its address and hands it over as base URL. */
export const simulated: Provider = { ...azureOpenAi, name: 'simulated' }
