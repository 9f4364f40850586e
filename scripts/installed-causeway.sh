#!/usr/bin/env bash
# The command line for those who have the sources alone: installs what is missing, then runs where it is called.
set -euo pipefail
scripts=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
(source "$scripts/install.sh")
exec "$scripts/../bin/causeway" "$@"
