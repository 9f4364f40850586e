#!/usr/bin/env bash
# Deploys credit-risk into the subscription that az is signed in to. It may be repeated. With --what-if nothing is
# changed: terraform says what it would do.
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
export TF_VAR_jumpboxPublicKey=$JUMPBOX_PUBLIC_KEY
export TF_VAR_ledgerAdministrator=$LEDGER_ADMINISTRATOR
export TF_VAR_ledgerAdministratorName=$LEDGER_ADMINISTRATOR_NAME
export TF_VAR_gatewayKeys=$GATEWAY_KEYS
export TF_VAR_envCausewaySigningKey=$ENV_CAUSEWAY_SIGNING_KEY
export TF_VAR_gatewayImage=$GATEWAY_IMAGE
export TF_VAR_subscription_id=${TF_VAR_subscription_id:-$(az account show --query id --output tsv)}
terraform init -input=false
if [ "$mode" = --what-if ]; then terraform plan -input=false; else terraform apply -input=false; fi
