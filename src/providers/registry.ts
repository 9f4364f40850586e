import type { ProviderName } from '../workload/index.ts'
import { azureOpenAi } from './azure-openai.ts'
import { openAi } from './openai.ts'
import type { Provider } from './provider.ts'
import { simulated } from './simulated.ts'

export const PROVIDERS: Readonly<Record<ProviderName, Provider>> = {
  'azure-openai': azureOpenAi,
  openai: openAi,
  simulated,
}

export function providerOf(name: ProviderName): Provider {
  return PROVIDERS[name]
}
