#!/usr/bin/env bash
# Runs one TypeScript file on the pinned Node, after installing what is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/install.sh"
exec node --max-semi-space-size=8 "$@"
