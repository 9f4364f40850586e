import type { Unbuildable } from './estate.ts'

/** Why nothing can be built, and what to change. */
export function reasonOf(unbuildable: Unbuildable): string {
  switch (unbuildable.kind) {
    case 'nothing-on-azure':
      return 'no account is on Azure, so there is nothing to build; give accounts the provider azure-openai and a region'
    case 'too-many-regions':
      return `accounts stand in more than ${unbuildable.most} regions, and the address plan has room for no more`
    case 'unknown-maker':
      return `cannot write deployments of ${unbuildable.models.join(', ')}: how ARM names the maker is known of OpenAI's models alone`
  }
}
