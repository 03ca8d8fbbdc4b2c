#!/usr/bin/env bash
# A throwaway PostgreSQL in a folder of its own, on a free port, for tests.
#   postgres.sh start FOLDER   makes and starts it, prints its URL
#   postgres.sh stop FOLDER    stops it and removes the folder
#   postgres.sh programs       prints where initdb and pg_ctl are
set -euo pipefail

main() {
  case "${1:-}" in
    start) start "$2" ;;
    stop) stop "$2" ;;
    programs) programs ;;
    *) fail "usage: postgres.sh start FOLDER | stop FOLDER | programs" ;;
  esac
}

start() {
  local folder=$1 port password
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd)
  password=$(node -e 'process.stdout.write(require("crypto").randomBytes(16).toString("hex"))')
  port=$(free_port)
  (umask 077 && echo "$password" > "$folder/password")
  [ "$(id -u)" != 0 ] || chown -R "$(unprivileged)" "$folder"
  run initdb --pgdata="$folder/data" --username=yaoan --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --no-locale --no-sync >"$folder/initdb.log" 2>&1 ||
    fail "initdb: $(tail -n 3 "$folder/initdb.log")"
  # Nothing here must outlive the tests, so nothing is forced to disk.
  run pg_ctl start --wait --silent --pgdata="$folder/data" --log="$folder/server.log" \
    --options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 -c fsync=off -c full_page_writes=off" >/dev/null ||
    fail "postgres: $(tail -n 3 "$folder/server.log")"
  echo "postgres://yaoan:$password@127.0.0.1:$port/postgres"
}

stop() {
  local folder=$1
  if [ -f "$folder/data/postmaster.pid" ]; then
    run pg_ctl stop --wait --silent --mode=immediate --pgdata="$folder/data" >&2 || true
  fi
  rm -rf "$folder"
}

# PostgreSQL refuses to run as root.
run() {
  local program
  program="$(programs)/$1"
  shift
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u "$(unprivileged)" -- "$program" "$@")
  else
    "$program" "$@"
  fi
}

unprivileged() {
  if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

# Debian keeps them out of the search path, in a folder per version.
programs() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
      echo "$folder"
      return
    fi
  done
  fail "initdb and pg_ctl are missing: install PostgreSQL (Debian: apt-get install postgresql)"
}

free_port() {
  node -e 'const s = require("net").createServer(); s.listen(0, "127.0.0.1", () => { process.stdout.write(`${s.address().port}`); s.close(); })'
}

fail() {
  echo "$*" >&2
  exit 1
}

main "$@"
