import { ancestorsOf } from '../consumer-tree.ts'
import type { Declared } from '../declared.ts'
import { processingOf } from '../deployment-facts.ts'
import type { Findings } from '../findings.ts'
import { allowsProcessing, isResidency } from '../residency.ts'
import { quoted } from '../shape-messages.ts'
import { suggest } from '../../base/index.ts'
import { checkResidency } from './places-of-processing.ts'

/** Consumers: models that exist and that the paths above allow, and residencies that can be kept. */
export function checkConsumers(declared: Declared, findings: Findings): void {
  const { consumers } = declared.declaration
  const names = Object.keys(consumers)
  if (names.length === 0 && findings.isWhole(['consumers'])) {
    findings.warning(['consumers'], 'names nobody, so no call will be answered', { at: 'key' })
  }
  for (const [path, consumer] of Object.entries(consumers)) {
    if (consumer.residency !== undefined) checkConsumerResidency(path, consumer.residency, declared, findings)
    const below = names.some((name) => name.startsWith(`${path}/`))
    const isOpened = [path, ...ancestorsOf(path, consumers)].some(
      (step) => consumers[step]?.models !== undefined,
    )
    if (!isOpened && !below && findings.isWhole(['consumers', path])) {
      findings.warning(
        ['consumers', path],
        'may use no model: write models: [...] or models: all, here or above',
        { at: 'key' },
      )
    }
    if (!Array.isArray(consumer.models)) continue
    const seen = new Set<string>()
    for (const [index, model] of consumer.models.entries()) {
      const at = ['consumers', path, 'models', index]
      if (seen.has(model)) findings.warning(at, `${quoted(model)} is in the list twice`)
      seen.add(model)
      if (!declared.modelNames.has(model)) {
        findings.error(at, `there is no model ${quoted(model)}`, {
          suggestion: () => suggest(model, declared.modelNames),
        })
        continue
      }
      const refusing = ancestorsOf(path, consumers).find((above) => {
        const list = consumers[above]?.models
        return (
          Array.isArray(list) && findings.isWhole(['consumers', above, 'models']) && !list.includes(model)
        )
      })
      if (refusing !== undefined)
        findings.error(at, `${quoted(model)} is not allowed by ${refusing}, which binds all below it`)
    }
  }
}

function checkConsumerResidency(
  path: string,
  residency: string,
  { declaration, facts }: Declared,
  findings: Findings,
): void {
  const at = ['consumers', path, 'residency']
  checkResidency(residency, at, facts, findings)
  if (!isResidency(residency, facts)) return
  const listed = declaration.consumers[path]?.models
  for (const [name, model] of Object.entries(declaration.models)) {
    if (Array.isArray(listed) && !listed.includes(name)) continue
    if (!findings.isWhole(['models', name]) || model.deployments.length === 0) continue
    const keeps = model.deployments.some((deployment) => {
      const account = declaration.accounts[deployment.account]
      return account === undefined || allowsProcessing(residency, processingOf(deployment, account, facts))
    })
    if (!keeps)
      findings.warning(at, `no deployment of ${name} keeps to it, so this consumer cannot use the model`)
  }
}
