# Sourced by the other scripts. Where a container finds what it is given and keeps what it has; a test says otherwise.
causeway=$(cd "$(dirname "$0")/.." && pwd)/bin/causeway
config=${CAUSEWAY_CONFIG:-/etc/causeway}
given_keys=${CAUSEWAY_GIVEN_KEYS:-/etc/causeway-keys}
state=${CAUSEWAY_STATE:-/state}
# A share that outlives replicas. Each writes into a folder of its own, named after it.
journals=${CAUSEWAY_JOURNALS:-/journals}

# A file that is too large for a template comes compressed.
workload=$config/workload.yaml
if [ -f "$workload.gz.base64" ]; then
  workload=$state/workload.yaml
  mkdir -p "$state"
  base64 -d "$config/workload.yaml.gz.base64" | gzip -d > "$workload"
fi
