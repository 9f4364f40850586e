import type { AzureFacts } from '../../azure/index.ts'
import type { Declared } from '../declared.ts'
import type { Findings } from '../findings.ts'
import type { ModelDeclaration } from '../schema.ts'
import { quoted } from '../shape-messages.ts'
import { formatCount, suggest } from '../../base/index.ts'

/** Each model as a whole: that it can be served, in one version, and where its fallbacks lead. */
export function checkModels({ declaration, modelNames, facts }: Declared, findings: Findings): void {
  if (modelNames.size === 0 && findings.isSound(['models'])) {
    findings.error(['models'], 'names no model, so there is nothing to serve', { at: 'key' })
  }
  for (const [name, model] of Object.entries(declaration.models)) {
    if (model.deployments.length === 0 && findings.isWhole(['models', name, 'deployments'])) {
      findings.error(['models', name, 'deployments'], 'is empty: the model needs at least one deployment', {
        at: 'key',
      })
    }
    checkVersions(name, model, findings)
    checkOutput(name, model, facts, findings)
    checkFallback(name, model, declaration.models, modelNames, findings)
  }
  checkCircles(declaration.models, findings)
}

/** A warning only: models of one's own have names that Microsoft's tables may use for others. */
function checkOutput(
  name: string,
  { base_model: baseModel = name, version, expected_output_tokens: expected }: ModelDeclaration,
  { modelLimits }: AzureFacts,
  findings: Findings,
): void {
  if (expected === undefined) return
  const limits = modelLimits.find(baseModel, version ?? null)
  const most = limits?.outputTokens ?? null
  if (limits === null || most === null || expected <= most) return
  findings.warning(
    ['models', name, 'expected_output_tokens'],
    `is more than ${baseModel} answers with in one call: ${formatCount(most)} tokens (as of ${limits.asOf})`,
  )
}

function checkVersions(name: string, model: ModelDeclaration, findings: Findings): void {
  if (model.mixed_versions === 'allowed') return
  const path = ['models', name, 'deployments']
  const stated = model.deployments.map(({ version }) => version ?? model.version ?? null)
  const first = stated.find((version) => version !== null)
  if (first === undefined) return
  for (const [index, version] of stated.entries()) {
    if (version === null) {
      findings.warning(
        [...path, index, 'version'],
        `is not stated, while other deployments of the model have ${quoted(first)}`,
        { at: 'key' },
      )
    } else if (version !== first) {
      findings.error(
        [...path, index, 'version'],
        `${quoted(version)} differs from ${quoted(first)} of another deployment, so the same call could be answered differently; make them equal, or set mixed_versions: allowed`,
      )
    }
  }
}

function checkFallback(
  name: string,
  model: ModelDeclaration,
  models: Readonly<Record<string, ModelDeclaration>>,
  modelNames: ReadonlySet<string>,
  findings: Findings,
): void {
  const seen = new Set<string>()
  for (const [index, target] of model.fallback.entries()) {
    const path = ['models', name, 'fallback', index]
    if (seen.has(target)) findings.error(path, `${quoted(target)} is in the list twice`)
    seen.add(target)
    if (target === name) findings.error(path, 'is the model itself')
    else if (!modelNames.has(target)) {
      findings.error(path, `there is no model ${quoted(target)}`, {
        suggestion: () => suggest(target, modelNames),
      })
    } else {
      const task = models[target]?.task
      const soundTasks =
        findings.isSound(['models', target, 'task']) && findings.isSound(['models', name, 'task'])
      if (task !== undefined && soundTasks && task !== model.task) {
        findings.error(path, `is a model for ${task}, while ${name} is for ${model.task}`)
      }
    }
  }
}

/** Each circle once, where its last step closes it. */
function checkCircles(models: Readonly<Record<string, ModelDeclaration>>, findings: Findings): void {
  const done = new Set<string>()
  const trail: string[] = []
  const visit = (name: string): void => {
    trail.push(name)
    for (const [index, target] of (own(models, name)?.fallback ?? []).entries()) {
      if (target === name) continue
      const start = trail.indexOf(target)
      if (start >= 0) {
        const circle = [...trail.slice(start), target].join(' -> ')
        findings.error(['models', name, 'fallback', index], `closes a circle of fallbacks: ${circle}`)
      } else if (!done.has(target)) visit(target)
    }
    trail.pop()
    done.add(name)
  }
  for (const name of Object.keys(models)) if (!done.has(name)) visit(name)
}

function own(models: Readonly<Record<string, ModelDeclaration>>, name: string): ModelDeclaration | undefined {
  return Object.hasOwn(models, name) ? models[name] : undefined
}
