import type { Estate } from '../estate.ts'
import type { GatewayDesign } from '../gateway-design.ts'
import type { GraphFile, Resource, Stage, Text } from '../resource-graph.ts'
import { plainVariables } from './gateway-environment.ts'
import {
  CLIENT_ID,
  gatewayManifests,
  IMAGE,
  type Manifest,
  placeholder,
  TENANT_ID,
  workloadManifests,
} from './kubernetes-manifests.ts'
import type { KubernetesParts, KubernetesRegion } from './kubernetes-stages.ts'

type InCluster = KubernetesRegion & { readonly cluster: Resource }

/** Manifests of the gateway in each region, and the script that fills in what Azure knows and applies them. */
export function kubernetesFiles(
  estate: Estate,
  gateway: GatewayDesign,
  { operations, accounts, shared, earlier }: KubernetesParts,
  clusters: readonly InCluster[],
): readonly GraphFile[] {
  const groups = groupsOf(earlier)
  const files: GraphFile[] = []
  const steps: string[] = []
  for (const of of clusters) {
    const { region, groups: own } = of.home
    const identity = operations.gatewayIdentities.get(region)
    if (identity === undefined) throw new Error(`the gateway in ${region} has no identity`)
    const variables = plainVariables(estate, gateway, region, identity, { accounts, operations, shared })
    // The cluster itself hands these to pods that sign in.
    const plain = variables.filter(([name]) => name !== CLIENT_ID)
    const filled = variables.filter(([, value]) => typeof value !== 'string')
    const manifests = gatewayManifests({
      estate,
      gateway,
      of,
      plain: plain.map(([name, value]) => [name, typeof value === 'string' ? value : placeholder(name)]),
      hasLedger: shared.postgres !== null || estate.plan.storage.database !== null,
    })
    files.push(
      { path: `kubernetes/${region}/workload.json`, text: listOf(workloadManifests(estate)) },
      { path: `kubernetes/${region}/gateway.json`, text: listOf(manifests) },
    )
    steps.push(
      `start ${own.gateway} ${nameOf(of.cluster)}`,
      ...filled.map(([name, value]) => `value=${inShell(value, groups)}\nfill ${name} "$value"`),
      `finish ${region}`,
    )
  }
  return [...files, { path: 'kubernetes/deploy.sh', text: script(estate.plan.workload, steps) }]
}

function listOf(items: readonly Manifest[]): string {
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2)}\n`
}

function groupsOf(stages: readonly Stage[]): ReadonlyMap<Resource, string> {
  return new Map(
    stages.flatMap(({ scope, resources }) =>
      scope.kind === 'resource-group' ? resources.map((one) => [one, scope.resourceGroup] as const) : [],
    ),
  )
}

function nameOf({ symbol, name }: Resource): string {
  if (typeof name !== 'string') throw new Error(`the name of ${symbol} is not known`)
  return name
}

/** A word of the shell that asks Azure for a value. */
function inShell(value: Text, groups: ReadonlyMap<Resource, string>): string {
  if (typeof value === 'string') return `'${value}'`
  const { of } = value
  if (of.kind === 'joined') return of.parts.map((part) => inShell(part, groups)).join('')
  if (of.kind !== 'property-of') throw new Error(`a script cannot ask for ${of.kind}`)
  const group = groups.get(of.resource)
  if (group === undefined) throw new Error(`${of.resource.symbol} lies in no group`)
  const { type, apiVersion } = of.resource
  return `"$(ask ${group} ${type} ${nameOf(of.resource)} ${apiVersion} ${of.path.join('.')})"`
}

function script(workload: string, steps: readonly string[]): string {
  return `#!/usr/bin/env bash
# Applies the gateway of ${workload} to the clusters of its regions, signed in as az is. It may be repeated. With --what-if
# nothing is changed: kubectl says what would be. It has to run within the network, with az, kubectl and kubelogin.
set -euo pipefail
cd "$(dirname "\${BASH_SOURCE[0]}")"
mode=\${1:-}
[ -z "$mode" ] || [ "$mode" = --what-if ] || { echo "usage: \${BASH_SOURCE[0]} [--what-if]" >&2; exit 2; }
: "\${${IMAGE}:?Image of the gateway by its digest: REGISTRY.azurecr.io/causeway@sha256:...}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KUBECONFIG=$work/kubeconfig

# GROUP TYPE NAME API PATH
ask() {
  local found
  found=$(az resource show --resource-group "$1" --resource-type "$2" --name "$3" --api-version "$4" --query "$5" --output tsv)
  [ -n "$found" ] || { echo "$2 $3 has no $5 yet: run the script of the templates first" >&2; return 1; }
  printf '%s' "$found"
}
# NAME VALUE: only what needs no quoting, in JSON or for sed
fill() {
  case $2 in
    '' | *[!A-Za-z0-9._:/@=\\;-]*) echo "$1 cannot be '$2'" >&2; exit 1 ;;
  esac
  printf 's|@{%s}|%s|g\\n' "$1" "$2" >> "$work/values"
}
start() {
  : > "$work/values"
  az aks get-credentials --resource-group "$1" --name "$2" --file "$KUBECONFIG" --overwrite-existing
  kubelogin convert-kubeconfig --login azurecli
  fill ${IMAGE} "$${IMAGE}"
  local tenant
  tenant=$(az account show --query tenantId --output tsv)
  fill ${TENANT_ID} "$tenant"
}
finish() {
  sed -f "$work/values" "$1/gateway.json" > "$work/gateway.json"
  if grep -o '@{[A-Za-z0-9_]*}' "$work/gateway.json" >&2; then echo "nothing fills these in" >&2; exit 1; fi
  if [ "$mode" = --what-if ]; then
    kubectl diff --server-side -f "$1/workload.json" -f "$work/gateway.json" || [ $? -eq 1 ]
  else
    kubectl apply --server-side -f "$1/workload.json" -f "$work/gateway.json"
    kubectl rollout status deployment/causeway --namespace causeway --timeout 10m
  fi
}

${steps.join('\n')}
`
}
