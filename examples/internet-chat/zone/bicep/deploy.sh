#!/usr/bin/env bash
# Deploys shop-chat into the subscription that az is signed in to. It may be repeated. With --what-if nothing is
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
: "${ENTRANCE_CERTIFICATE:?Certificate of the entrance with its key: a PFX without a password, in base64.}"
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
step 00-resource-groups az deployment sub create --location eastus2 --template-file 00-resource-groups.bicep
step 05-policies az deployment sub create --location eastus2 --template-file 05-policies.bicep
step 10-operations az deployment group create --resource-group rg-shop-chat-prod-ops --template-file 10-operations.bicep
step 15-hub-eastus2 az deployment group create --resource-group rg-shop-chat-prod-hub-eastus2 --template-file 15-hub-eastus2.bicep
step 15-hub-southcentralus az deployment group create --resource-group rg-shop-chat-prod-hub-southcentralus --template-file 15-hub-southcentralus.bicep
step 20-network-eastus2 az deployment group create --resource-group rg-shop-chat-prod-net-eastus2 --template-file 20-network-eastus2.bicep
step 20-network-southcentralus az deployment group create --resource-group rg-shop-chat-prod-net-southcentralus --template-file 20-network-southcentralus.bicep
step 22-bastion-eastus2 az deployment group create --resource-group rg-shop-chat-prod-hub-eastus2 --template-file 22-bastion-eastus2.bicep
give jumpboxPublicKey "${JUMPBOX_PUBLIC_KEY:-}"
step 23-jumpbox-eastus2 az deployment group create --resource-group rg-shop-chat-prod-net-eastus2 --parameters "@$given" --template-file 23-jumpbox-eastus2.bicep
step 22-bastion-southcentralus az deployment group create --resource-group rg-shop-chat-prod-hub-southcentralus --template-file 22-bastion-southcentralus.bicep
give jumpboxPublicKey "${JUMPBOX_PUBLIC_KEY:-}"
step 23-jumpbox-southcentralus az deployment group create --resource-group rg-shop-chat-prod-net-southcentralus --parameters "@$given" --template-file 23-jumpbox-southcentralus.bicep
step 25-peering-hub-eastus2 az deployment group create --resource-group rg-shop-chat-prod-hub-eastus2 --template-file 25-peering-hub-eastus2.bicep
step 26-peering-eastus2 az deployment group create --resource-group rg-shop-chat-prod-net-eastus2 --template-file 26-peering-eastus2.bicep
step 25-peering-hub-southcentralus az deployment group create --resource-group rg-shop-chat-prod-hub-southcentralus --template-file 25-peering-hub-southcentralus.bicep
step 26-peering-southcentralus az deployment group create --resource-group rg-shop-chat-prod-net-southcentralus --template-file 26-peering-southcentralus.bicep
step 28-flow-store-eastus2 az deployment group create --resource-group rg-shop-chat-prod-net-eastus2 --template-file 28-flow-store-eastus2.bicep
step 29-flow-logs-eastus2 az deployment group create --resource-group NetworkWatcherRG --template-file 29-flow-logs-eastus2.bicep
step 28-flow-store-southcentralus az deployment group create --resource-group rg-shop-chat-prod-net-southcentralus --template-file 28-flow-store-southcentralus.bicep
step 29-flow-logs-southcentralus az deployment group create --resource-group NetworkWatcherRG --template-file 29-flow-logs-southcentralus.bicep
step 30-private-dns az deployment group create --resource-group rg-shop-chat-prod-dns --template-file 30-private-dns.bicep
step 32-identities az deployment group create --resource-group rg-shop-chat-prod-ops --template-file 32-identities.bicep
step 36-data-eastus2 az deployment group create --resource-group rg-shop-chat-prod-ai-eastus2 --template-file 36-data-eastus2.bicep
step 37-copies-southcentralus az deployment group create --resource-group rg-shop-chat-prod-ai-southcentralus --template-file 37-copies-southcentralus.bicep
step 40-models-eastus2 az deployment group create --resource-group rg-shop-chat-prod-ai-eastus2 --template-file 40-models-eastus2.bicep
step 40-models-southcentralus az deployment group create --resource-group rg-shop-chat-prod-ai-southcentralus --template-file 40-models-southcentralus.bicep
step 42-portals-eastus2 az deployment group create --resource-group rg-shop-chat-prod-hub-eastus2 --template-file 42-portals-eastus2.bicep
step 42-portals-southcentralus az deployment group create --resource-group rg-shop-chat-prod-hub-southcentralus --template-file 42-portals-southcentralus.bicep
give ledgerAdministrator "${LEDGER_ADMINISTRATOR:-}" ledgerAdministratorName "${LEDGER_ADMINISTRATOR_NAME:-}"
step 45-gateway-shared az deployment group create --resource-group rg-shop-chat-prod-gw-eastus2 --parameters "@$given" --template-file 45-gateway-shared.bicep
give gatewayKeys "${GATEWAY_KEYS:-}" envCausewaySigningKey "${ENV_CAUSEWAY_SIGNING_KEY:-}" entranceCertificate "${ENTRANCE_CERTIFICATE:-}"
step 46-gateway-state-eastus2 az deployment group create --resource-group rg-shop-chat-prod-gw-eastus2 --parameters "@$given" --template-file 46-gateway-state-eastus2.bicep
give gatewayKeys "${GATEWAY_KEYS:-}" envCausewaySigningKey "${ENV_CAUSEWAY_SIGNING_KEY:-}" entranceCertificate "${ENTRANCE_CERTIFICATE:-}"
step 46-gateway-state-southcentralus az deployment group create --resource-group rg-shop-chat-prod-gw-southcentralus --parameters "@$given" --template-file 46-gateway-state-southcentralus.bicep
give gatewayImage "${GATEWAY_IMAGE:-}"
step 50-gateway-eastus2 az deployment group create --resource-group rg-shop-chat-prod-gw-eastus2 --parameters "@$given" --template-file 50-gateway-eastus2.bicep
give gatewayImage "${GATEWAY_IMAGE:-}"
step 50-gateway-southcentralus az deployment group create --resource-group rg-shop-chat-prod-gw-southcentralus --parameters "@$given" --template-file 50-gateway-southcentralus.bicep
step 60-entrance-eastus2 az deployment group create --resource-group rg-shop-chat-prod-gw-eastus2 --template-file 60-entrance-eastus2.bicep --parameters subscriptionId="$subscription"
step 60-entrance-southcentralus az deployment group create --resource-group rg-shop-chat-prod-gw-southcentralus --template-file 60-entrance-southcentralus.bicep --parameters subscriptionId="$subscription"
step 65-entrances az deployment group create --resource-group rg-shop-chat-prod-ops --template-file 65-entrances.bicep
step 68-dns-policies az deployment sub create --location eastus2 --template-file 68-dns-policies.bicep
step 70-alerts az deployment group create --resource-group rg-shop-chat-prod-ops --template-file 70-alerts.bicep --parameters subscriptionId="$subscription"
step 72-budget az deployment sub create --location eastus2 --template-file 72-budget.bicep
