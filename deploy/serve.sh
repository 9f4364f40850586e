#!/bin/sh
# Serves in a replica of a container platform. The state folder is the replica's own, so that sockets and locks are on a
# local disk; the journal in it is a folder of the share, so that records outlive the replica.
set -eu
. "$(dirname "$0")/settings.sh"
replica=${CONTAINER_APP_REPLICA_NAME:-$(hostname)}
journal=$journals/replicas/$replica
mkdir -p "$journal" || { echo "causeway: user $(id -u) cannot write to $journals" >&2; exit 1; }
# The state folder is for its owner alone, and a mount belongs to whoever made it.
own=$state/causeway
mkdir -p "$own"
chmod 700 "$own"
ln -sfn "$journal" "$own/journal"
# Keys on the share are in force within a second of a change; those that came with the deployment, with the next one.
if [ -f "$journals/keys/keys.json" ]; then
  ln -sfn "$journals/keys/keys.json" "$own/keys.json"
else
  ln -sfn "$given_keys/keys.json" "$own/keys.json"
fi
# A sign of life, so that the journal of an idle replica is not taken for that of a lost one.
while :; do touch "$journal"; sleep 3600; done &
exec "$causeway" serve "$workload" --state "$own"
