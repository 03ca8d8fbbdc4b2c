#!/usr/bin/env bash
# make bench-desk: lists and searches over a million matters beside ten thousand, on both databases.
#   desk.sh [SMALL LARGE]
# Needs about 12 GB beside the build and an hour; everything but the table (desk.md) is removed again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mkdir -p target
work=$(mktemp -d "$PWD/target/bench-desk-XXXXXX")
table=end2end/bench/desk.md

main() {
  local server
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  chmod 755 "$work"
  mkdir "$work/sqlite"
  cargo build --release -p server -p storage --bench desk
  server=$(end2end/harness/postgres.sh start "$work/postgres")
  { facts; desk "$@" "$server"; desk fill "$@" "$server" | node end2end/bench/desk-pages.mjs; } | tee "$work/desk.md"
  cp "$work/desk.md" "$table"
}

desk() {
  cargo bench --quiet -p server -p storage --bench desk -- "$work/sqlite" "$@"
}

facts() {
  printf '# Lists and searches on the desk\n\nMade by `make bench-desk` on %s, %s cores, load before the run %s. ' \
    "$(date -u +%Y-%m-%d)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
  printf 'Each question is asked of both databases in turn, 300 times, each time about another place or word. '
  printf 'Budget: p99 over the large one at most twice that over the small one.\n'
}

clean_up() {
  end2end/harness/postgres.sh stop "$work/postgres"
  rm -rf "$work"
}

main "$@"
