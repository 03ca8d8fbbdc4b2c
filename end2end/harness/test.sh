#!/usr/bin/env bash
# Runs every check and every test and counts them; called by make once everything is set up.
#   test.sh        everything
#   test.sh lint   only formatting and lints
# The last line of a whole run says how many tests passed and failed. A step that breaks without
# a failing test (formatting, a lint, a build) counts as one failure, so that the line never hides it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

work=$(mktemp -d)
postgres=""
bundling=""
passed=0
failed=0
report=()

main() {
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  step "format" cargo fmt --all --check || true
  if step "build tool" cargo build -p bundle; then
    start_bundle
    step "lint" cargo clippy --workspace --all-targets -- -D warnings || true
    step "lint islands" lint_islands || true
    if step "bundle" finish_bundle && [ "${1:-}" != lint ]; then
      tests
    fi
  fi
  finish
}

# It has a build folder of its own and often needs one core only: lints take the other meanwhile.
start_bundle() {
  cargo run -p bundle >"$work/bundle.log" 2>&1 &
  bundling=$!
}

finish_bundle() {
  local status=0
  wait "$bundling" || status=$?
  bundling=""
  cat "$work/bundle.log"
  return $status
}

tests() {
  if step "build" cargo build --workspace --all-targets; then
    step "content" target/debug/yaoan content check content || true
    if step "database" start_postgres; then
      step "cargo test" cargo_tests || true
      step "browser" browser_tests || true
    fi
  fi
}

lint_islands() {
  cargo clippy -p app --no-default-features --features hydrate --target wasm32-unknown-unknown -- -D warnings
}

start_postgres() {
  postgres=$work/postgres
  chmod 755 "$work"
  YAOAN_TEST_POSTGRES=$(end2end/harness/postgres.sh start "$postgres") || return 1
  export YAOAN_TEST_POSTGRES
}

cargo_tests() {
  local status=0 log=$work/cargo-test.log counts
  cargo test --workspace --no-fail-fast 2>&1 | tee "$log" || status=$?
  counts=$(awk '/^test result:/ { p += $4; f += $6 } END { print p + 0, f + 0 }' "$log")
  count "${counts% *}" "${counts#* }"
  # What cargo says of a failed test stands between its name and the next one.
  sed -n '/^---- .* ----$/,/^failures:$/p' "$log" | grep -v '^failures:$' >>"$work/failures" || true
  return $status
}

browser_tests() {
  local status=0 json=$work/browser.json counts
  (cd end2end && PLAYWRIGHT_JSON_OUTPUT_FILE=$json node_modules/.bin/playwright test --reporter=list,json) || status=$?
  if [ -s "$json" ]; then
    counts=$(node -p 'const { stats } = JSON.parse(require("fs").readFileSync(process.argv[1])); `${stats.expected + stats.flaky} ${stats.unexpected}`' "$json")
    count "${counts% *}" "${counts#* }"
    node end2end/harness/failures.mjs "$json" >>"$work/failures"
  fi
  return $status
}

# count PASSED FAILED
count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# step NAME COMMAND...
step() {
  local name=$1 start=$SECONDS failed_before=$failed outcome=ok
  shift
  printf '\n=== %s\n' "$name"
  if ! "$@"; then
    outcome=FAILED
    [ "$failed" -gt "$failed_before" ] || failed=$((failed + 1))
  fi
  report+=("$(printf '%-14s %-7s %4d s' "$name" "$outcome" $((SECONDS - start)))")
  printf '=== %s: %s, %d s\n' "$name" "$outcome" $((SECONDS - start))
  [ "$outcome" = ok ]
}

finish() {
  printf '\n'
  [ ! -s "$work/failures" ] || cat "$work/failures"
  printf '%s\n' "${report[@]}"
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && exit 0
  exit 1
}

clean_up() {
  [ -z "$bundling" ] || kill "$bundling" 2>/dev/null || true
  [ -z "$postgres" ] || end2end/harness/postgres.sh stop "$postgres"
  rm -rf "$work"
}

main "$@"
