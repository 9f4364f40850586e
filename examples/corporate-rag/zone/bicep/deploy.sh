#!/usr/bin/env bash
# Deploys policy-assistant into the subscription that az is signed in to. It may be repeated. With --what-if nothing is
# changed: Azure says what each step would do.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
mode=${1:-}
[ -z "$mode" ] || [ "$mode" = --what-if ] || { echo "usage: ${BASH_SOURCE[0]} [--what-if]" >&2; exit 2; }
: "${JUMPBOX_PUBLIC_KEY:?Public key of SSH for the administrator of the jumpbox; people sign in with Entra ID instead}"
: "${LEDGER_ADMINISTRATOR:?Object id of the Entra group whose members administer the Postgres of the ledger.}"
: "${LEDGER_ADMINISTRATOR_NAME:?Name of that group, which its members sign in to Postgres as.}"
: "${GATEWAY_KEYS:?Content of a keys.json that causeway keys create made: hashes of consumers’ keys.}"
: "${ENV_CAUSEWAY_SIGNING_KEY:?Value of env:CAUSEWAY_SIGNING_KEY in the workload file.}"
: "${GATEWAY_IMAGE:?Image of the gateway by its digest: REGISTRY.azurecr.io/causeway@sha256:...}"
subscription=$(az account show --query id --output tsv)
given=$(mktemp)
trap 'rm -f "$given"' EXIT
json() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\r'/\\r}
  text=${text//$'\t'/\\t}
  printf '"%s"' "$text"
}
give() {
  local separator=
  {
    printf '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#","contentVersion":"1.0.0.0","parameters":{'
    while [ $# -gt 0 ]; do
      if [ -n "$2" ]; then
        printf '%s"%s":{"value":%s}' "$separator" "$1" "$(json "$2")"
        separator=,
      fi
      shift 2
    done
    printf '}}'
  } > "$given"
}
step() {
  local name=$1
  shift
  echo "== $name" >&2
  "$@" --name "$name" ${mode:+$mode}
}
step 00-resource-groups az deployment sub create --location swedencentral --template-file 00-resource-groups.bicep
step 05-policies az deployment sub create --location swedencentral --template-file 05-policies.bicep
step 10-operations az deployment group create --resource-group rg-policy-assistant-prod-ops --template-file 10-operations.bicep
step 15-hub-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-hub-swedencentral --template-file 15-hub-swedencentral.bicep
step 15-hub-francecentral az deployment group create --resource-group rg-policy-assistant-prod-hub-francecentral --template-file 15-hub-francecentral.bicep
step 20-network-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-net-swedencentral --template-file 20-network-swedencentral.bicep
step 20-network-francecentral az deployment group create --resource-group rg-policy-assistant-prod-net-francecentral --template-file 20-network-francecentral.bicep
step 22-bastion-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-hub-swedencentral --template-file 22-bastion-swedencentral.bicep
give jumpboxPublicKey "${JUMPBOX_PUBLIC_KEY:-}"
step 23-jumpbox-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-hub-swedencentral --parameters "@$given" --template-file 23-jumpbox-swedencentral.bicep
step 22-bastion-francecentral az deployment group create --resource-group rg-policy-assistant-prod-hub-francecentral --template-file 22-bastion-francecentral.bicep
give jumpboxPublicKey "${JUMPBOX_PUBLIC_KEY:-}"
step 23-jumpbox-francecentral az deployment group create --resource-group rg-policy-assistant-prod-hub-francecentral --parameters "@$given" --template-file 23-jumpbox-francecentral.bicep
step 25-peering-hub-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-hub-swedencentral --template-file 25-peering-hub-swedencentral.bicep
step 26-peering-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-net-swedencentral --template-file 26-peering-swedencentral.bicep
step 25-peering-hub-francecentral az deployment group create --resource-group rg-policy-assistant-prod-hub-francecentral --template-file 25-peering-hub-francecentral.bicep
step 26-peering-francecentral az deployment group create --resource-group rg-policy-assistant-prod-net-francecentral --template-file 26-peering-francecentral.bicep
step 28-flow-store-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-net-swedencentral --template-file 28-flow-store-swedencentral.bicep
step 29-flow-logs-swedencentral az deployment group create --resource-group NetworkWatcherRG --template-file 29-flow-logs-swedencentral.bicep
step 28-flow-store-francecentral az deployment group create --resource-group rg-policy-assistant-prod-net-francecentral --template-file 28-flow-store-francecentral.bicep
step 29-flow-logs-francecentral az deployment group create --resource-group NetworkWatcherRG --template-file 29-flow-logs-francecentral.bicep
step 30-private-dns az deployment group create --resource-group rg-policy-assistant-prod-dns --template-file 30-private-dns.bicep
step 32-identities az deployment group create --resource-group rg-policy-assistant-prod-ops --template-file 32-identities.bicep
step 36-data-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-ai-swedencentral --template-file 36-data-swedencentral.bicep
step 37-copies-francecentral az deployment group create --resource-group rg-policy-assistant-prod-ai-francecentral --template-file 37-copies-francecentral.bicep
step 38-data-elsewhere-francecentral az deployment group create --resource-group rg-policy-assistant-prod-ai-francecentral --template-file 38-data-elsewhere-francecentral.bicep
step 40-models-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-ai-swedencentral --template-file 40-models-swedencentral.bicep
step 40-models-francecentral az deployment group create --resource-group rg-policy-assistant-prod-ai-francecentral --template-file 40-models-francecentral.bicep
step 42-portals-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-hub-swedencentral --template-file 42-portals-swedencentral.bicep
step 42-portals-francecentral az deployment group create --resource-group rg-policy-assistant-prod-hub-francecentral --template-file 42-portals-francecentral.bicep
step 46-retrieval-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-ai-swedencentral --template-file 46-retrieval-swedencentral.bicep
step 46-retrieval-francecentral az deployment group create --resource-group rg-policy-assistant-prod-ai-francecentral --template-file 46-retrieval-francecentral.bicep
give ledgerAdministrator "${LEDGER_ADMINISTRATOR:-}" ledgerAdministratorName "${LEDGER_ADMINISTRATOR_NAME:-}"
step 45-gateway-shared az deployment group create --resource-group rg-policy-assistant-prod-gw-swedencentral --parameters "@$given" --template-file 45-gateway-shared.bicep
give gatewayKeys "${GATEWAY_KEYS:-}" envCausewaySigningKey "${ENV_CAUSEWAY_SIGNING_KEY:-}"
step 46-gateway-state-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-gw-swedencentral --parameters "@$given" --template-file 46-gateway-state-swedencentral.bicep
give gatewayKeys "${GATEWAY_KEYS:-}" envCausewaySigningKey "${ENV_CAUSEWAY_SIGNING_KEY:-}"
step 46-gateway-state-francecentral az deployment group create --resource-group rg-policy-assistant-prod-gw-francecentral --parameters "@$given" --template-file 46-gateway-state-francecentral.bicep
give gatewayImage "${GATEWAY_IMAGE:-}"
step 50-gateway-swedencentral az deployment group create --resource-group rg-policy-assistant-prod-gw-swedencentral --parameters "@$given" --template-file 50-gateway-swedencentral.bicep
give gatewayImage "${GATEWAY_IMAGE:-}"
step 50-gateway-francecentral az deployment group create --resource-group rg-policy-assistant-prod-gw-francecentral --parameters "@$given" --template-file 50-gateway-francecentral.bicep
step 68-dns-policies az deployment sub create --location swedencentral --template-file 68-dns-policies.bicep
step 70-alerts az deployment group create --resource-group rg-policy-assistant-prod-ops --template-file 70-alerts.bicep --parameters subscriptionId="$subscription"
step 72-budget az deployment sub create --location swedencentral --template-file 72-budget.bicep
