# shop-chat: the provider, and what only the one who deploys can say.
terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.4"
    }
  }
}

provider "azapi" {
  subscription_id = var.subscription_id
}

data "azapi_client_config" "current" {}

variable "subscription_id" {
  description = "Id of the subscription to deploy into"
  type        = string
}

variable "jumpboxPublicKey" {
  description = "Public key of SSH for the administrator of the jumpbox; people sign in with Entra ID instead"
  type        = string
}

variable "ledgerAdministrator" {
  description = "Object id of the Entra group whose members administer the Postgres of the ledger."
  type        = string
}

variable "ledgerAdministratorName" {
  description = "Name of that group, which its members sign in to Postgres as."
  type        = string
}

variable "gatewayKeys" {
  description = "Content of a keys.json that causeway keys create made: hashes of consumers’ keys."
  type        = string
  sensitive   = true
}

variable "envCausewaySigningKey" {
  description = "Value of env:CAUSEWAY_SIGNING_KEY in the workload file."
  type        = string
  sensitive   = true
}

variable "entranceCertificate" {
  description = "Certificate of the entrance with its key: a PFX without a password, in base64."
  type        = string
  sensitive   = true
}

variable "gatewayImage" {
  description = "Image of the gateway by its digest: REGISTRY.azurecr.io/causeway@sha256:..."
  type        = string
}
