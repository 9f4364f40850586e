#!/usr/bin/env bash
# Runs one TypeScript file on the pinned Node, after installing what is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/install.sh"
# Who tries the program out gets its console, too, where its tools can be had; the program starts without it all the same.
case "${2:-}" in
  quickstart | demo)
    bash scripts/console.sh ||
      echo 'causeway: the console could not be built; its page says so, and everything else works' >&2
    ;;
esac
exec node --max-semi-space-size=8 "$@"
