#!/usr/bin/env bash
# make bench-desk: lists and searches over a million matters beside ten thousand, and search over ten thousand
# texts, on both databases.
#   desk.sh [SMALL LARGE]
# Needs about 12 GB beside the build and an hour; everything but the tables (desk.md, search.md) is removed again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mkdir -p target
work=$(mktemp -d "$PWD/target/bench-desk-XXXXXX")
tables=end2end/bench
DESK="Each question is asked of both databases in turn, 300 times, each time about another place or word. Budget: p99 over the large one at most twice that over the small one."
SEARCH="Asked over HTTP, 300 times each kind, looked up and drawn, no page kept. The articles there are stand in for ten thousand, each copy under a title and words of its own. Goal: 20 ms."

main() {
  local server
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  chmod 755 "$work"
  mkdir "$work/sqlite"
  cargo build --release -p server -p storage --bin yaoan --bench desk
  server=$(end2end/harness/postgres.sh start "$work/postgres")
  { facts "Lists and searches on the desk" "$DESK"; desk "$@" "$server"; desk fill "$@" "$server" | node end2end/bench/desk-pages.mjs; } | tee "$work/desk.md"
  { facts "Search over 10,000 texts" "$SEARCH"; node end2end/bench/search.mjs "$server"; } | tee "$work/search.md"
  cp "$work/desk.md" "$work/search.md" "$tables"
}

desk() {
  cargo bench --quiet -p server -p storage --bench desk -- "$work/sqlite" "$@"
}

# facts TITLE WORDS
facts() {
  printf '# %s\n\nMade by `make bench-desk` on %s, %s cores, load before the run %s. %s\n\n' \
    "$1" "$(date -u +%Y-%m-%d)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" "$2"
}

clean_up() {
  end2end/harness/postgres.sh stop "$work/postgres"
  rm -rf "$work"
}

main "$@"
