#!/usr/bin/env bash
# All tests, or the files that are named: npm test -- src/ledger/journal.test.ts
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/install.sh"
if [ "$#" -eq 0 ]; then
  source "$(dirname "${BASH_SOURCE[0]}")/servers.sh"
  echo "causeway: running all tests on Node $(node --version) ..." >&2
  mapfile -t files < <(find src test scripts bench -name '*.test.ts' | sort)
fi
# What Node made of the sources is kept for the next test file, and for the programs that the tests start.
export NODE_COMPILE_CACHE=${NODE_COMPILE_CACHE-$root/node_modules/.cache/causeway}
# One more than processors, because journeys wait much; no more than memory has room for programs with a database.
at_once=$(($(getconf _NPROCESSORS_ONLN) + 1))
[ "$at_once" -le 4 ] || at_once=4
at_once=${CAUSEWAY_TEST_CONCURRENCY:-$at_once}
reporter=${CAUSEWAY_TEST_REPORTER:-spec}
if [ "$#" -eq 0 ]; then
  echo "causeway: $at_once files at the same time" >&2
  exec node scripts/run-tests.ts "$at_once" "$reporter" "${files[@]}"
fi
exec node --test --test-concurrency="$at_once" --test-reporter="$reporter" "$@"
