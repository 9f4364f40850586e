#!/usr/bin/env bash
# Types, lint, formatting and fresh generated files. The tests, tidiness among them, are npm test.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/install.sh"
step() { echo "check: $1" >&2; shift; "$@"; }
step 'types (tsc)' tsc --noEmit
step 'tools and types of the console' bash scripts/console.sh --tools
step 'types of the console (tsc)' tsc --noEmit -p console
step 'lint (oxlint, type-aware)' oxlint --type-aware --deny-warnings
step 'formatting (prettier)' prettier --check --log-level warn .
step 'generated files are fresh' node scripts/generate.ts --check
echo 'check: all good' >&2
