#!/usr/bin/env bash
# The step of action.yml: one review, told three times: to the log, to the summary of the job, to code scanning.
set -euo pipefail
causeway=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)/installed-causeway.sh
# A summary above 1 MiB is dropped whole ("Adding a job summary", docs.github.com/actions, as of 2026-11).
most_summary_bytes=1000000

wrong() {
  echo "::error title=causeway review::$1"
  exit 2
}

case "$REVIEW_SARIF_FILE" in
  '' | *$'\n'*) wrong 'sarif-file has to name one file' ;;
esac
targets=()
while IFS= read -r line; do
  line="${line#"${line%%[![:space:]]*}"}"
  line="${line%"${line##*[![:space:]]}"}"
  [ -z "$line" ] || targets+=("$line")
done <<< "$REVIEW_TARGETS"
[ "${#targets[@]}" -gt 0 ] || wrong 'targets names no file or folder'

options=(--fail-on="$REVIEW_FAIL_ON")
[ -z "$REVIEW_RULES" ] || options+=(--rules="$REVIEW_RULES")
[ -z "$REVIEW_BASELINE" ] || options+=(--baseline="$REVIEW_BASELINE")

# 0 and 1 are answers; with anything else there is none, and the message stands in the log.
review() {
  local code=0
  "$causeway" review "$@" "${options[@]}" -- "${targets[@]}" || code=$?
  [ "$code" -le 1 ] || exit "$code"
  verdict=$code
}

review --format="$REVIEW_FORMAT"
mkdir -p "$(dirname -- "$REVIEW_SARIF_FILE")"
review --format=sarif --out="$REVIEW_SARIF_FILE"
summary=$(mktemp)
trap 'rm -f "$summary"' EXIT
review --format=markdown --out="$summary"
if [ "$(wc -c < "$summary")" -le "$most_summary_bytes" ]; then
  cat "$summary" >> "$GITHUB_STEP_SUMMARY"
else
  head -c "$most_summary_bytes" "$summary" | sed '$d' >> "$GITHUB_STEP_SUMMARY"
  printf '\nThe report is longer than a summary may be; the log and code scanning have all of it.\n' >> "$GITHUB_STEP_SUMMARY"
fi
echo "sarif-file=$REVIEW_SARIF_FILE" >> "$GITHUB_OUTPUT"
exit "$verdict"
