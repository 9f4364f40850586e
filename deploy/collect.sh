#!/bin/sh
# Brings journals of replicas that are gone into the shared ledger. It may run beside replicas that live, and may be
# repeated: each record is in the ledger once. A folder is removed when it is in the ledger and nobody has touched it for
# a month.
set -eu
. "$(dirname "$0")/settings.sh"
kept_days=${CAUSEWAY_KEPT_DAYS:-30}
failed=0
for journal in "$journals"/replicas/*/; do
  [ -d "$journal" ] || continue
  own=$(mktemp -d "${TMPDIR:-/tmp}/collect.XXXXXX")
  ln -s "$journal" "$own/journal"
  # A report reads what the journal has before it answers.
  if "$causeway" report --file "$workload" --state "$own" > /dev/null; then
    find "$journal" -maxdepth 0 -mtime "+$kept_days" -exec rm -r -- '{}' ';'
  else
    echo "causeway: the journal $journal could not be brought into the ledger; it stays" >&2
    failed=1
  fi
  rm -r "$own"
done
exit "$failed"
