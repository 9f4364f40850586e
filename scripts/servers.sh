# Sourced by test.sh: says which real servers the tests of replicas and of metrics will run against, and which browser
# opens the pages.
# Where one is missing, and this is CI or CAUSEWAY_INSTALL_SERVERS=1, it is installed with apt-get if that is possible
# here. Tests whose server is missing are left out, and each says so.
servers_postgres() { command -v postgres || compgen -G "/usr/lib/postgresql/*/bin/postgres" | sort -V | tail -1 || true; }
servers_redis() { command -v redis-server || command -v valkey-server || true; }
servers_prometheus() { command -v promtool >/dev/null && command -v prometheus || true; }
servers_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

servers_install() {
  [ "${CI:-}" = true ] || [ "${CAUSEWAY_INSTALL_SERVERS:-}" = 1 ] || return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  echo "causeway: installing $* with apt-get ..." >&2
  # RUNLEVEL=1: the packages start no service of their own; the tests start what they need, and end it.
  if ! { timeout 120 apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
    timeout 300 apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1 </dev/null; then
    echo "causeway: apt-get could not install $*" >&2
  fi
}

servers_missing=()
[ -n "$(servers_redis)" ] || servers_missing+=(redis-server)
[ -n "$(servers_postgres)" ] || servers_missing+=(postgresql)
[ -n "$(servers_prometheus)" ] || servers_missing+=(prometheus)
[ -n "$(servers_chromium)" ] || servers_missing+=(chromium)
[ "${#servers_missing[@]}" -eq 0 ] || servers_install "${servers_missing[@]}"

for servers_of in redis postgres prometheus chromium; do
  servers_found=$(servers_$servers_of)
  if [ -n "$servers_found" ]; then echo "causeway: tests run against $("$servers_found" --version 2>/dev/null | head -1)" >&2
  else echo "causeway: LEFT OUT: tests with $servers_of, which is not on this machine" >&2; fi
done
unset -f servers_postgres servers_redis servers_prometheus servers_chromium servers_install
