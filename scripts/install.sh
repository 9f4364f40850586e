# Sourced by the other scripts: installs the locked dependencies once, and puts the pinned Node first on the path.
# Works with the Node and npm of an old machine, because nothing of ours runs before the pinned Node is there.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
stamp=node_modules/.causeway-installed
if [ ! -f "$stamp" ] || ! cmp -s package-lock.json "$stamp"; then
  command -v npm >/dev/null || { echo "causeway: npm was not found; install Node.js 20 or newer with npm, then run this again" >&2; exit 1; }
  echo "causeway: installing the locked dependencies with npm ci (about 30 seconds, once) ..." >&2
  if ! npm ci --loglevel=error --no-fund --no-audit >&2; then
    echo "causeway: npm ci failed; its messages stand above. Check the network or the registry setting (npm config get registry)" >&2
    exit 1
  fi
  cp package-lock.json "$stamp"
fi
export PATH="$root/node_modules/node/bin:$root/node_modules/.bin:$PATH"
