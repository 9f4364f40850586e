#!/usr/bin/env bash
# All tests, or the files that are named: npm test -- src/ledger/journal.test.ts
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/install.sh"
if [ "$#" -eq 0 ]; then
  source "$(dirname "${BASH_SOURCE[0]}")/servers.sh"
  echo "causeway: running all tests on Node $(node --version) ..." >&2
  mapfile -t files < <(find src test scripts bench -name '*.test.ts' | sort)
else
  files=("$@")
fi
exec node --test --test-concurrency="${CAUSEWAY_TEST_CONCURRENCY:-2}" --test-reporter="${CAUSEWAY_TEST_REPORTER:-spec}" "${files[@]}"
