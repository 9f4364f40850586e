#!/usr/bin/env bash
# Builds the landing zones that come with the examples: npm run examples
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/install.sh"
for name in corporate-rag internet-chat regulated-ml model-platform edge; do
  bin/causeway build "examples/$name/workload.yaml" --out "examples/$name/zone"
done
