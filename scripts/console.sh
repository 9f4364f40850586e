#!/usr/bin/env bash
# Builds the web console where it is not built of these sources; its tools are installed beside it, once.
# With --tools it installs them and writes the types of the admin API, no more.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/install.sh"
# Tests that run at once wait for one another here, and find it built.
if command -v flock >/dev/null; then
  exec {console_lock}>console/.lock
  flock "$console_lock"
fi
console_stamp=console/node_modules/.causeway-installed
if [ ! -f "$console_stamp" ] || ! cmp -s console/package-lock.json "$console_stamp"; then
  echo "causeway: installing what the console is built with (about 30 seconds, once) ..." >&2
  if ! npm ci --prefix console --loglevel=error --no-fund --no-audit --ignore-scripts >&2; then
    echo "causeway: npm ci in console/ failed; its messages stand above" >&2
    exit 1
  fi
  cp console/package-lock.json "$console_stamp"
fi
if [ "${1:-}" = --tools ]; then exec node console/build.ts --types; fi
built=console/dist/index.html
if [ ! -f "$built" ] || [ -n "$(find console/src console/build.ts console/package-lock.json docs/admin-api.openapi.json -newer "$built" -not -name admin-api.d.ts -print -quit)" ]; then
  echo 'causeway: building the console ...' >&2
  node console/build.ts >&2
fi
