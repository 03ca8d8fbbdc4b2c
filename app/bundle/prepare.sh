#!/usr/bin/env bash
# Sets up what is missing on this machine; quick when nothing is.
#   app/bundle/prepare.sh rust|run|test|bench|desk
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

packages=()

main() {
  case "${1:-}" in
    rust) need_rust ;;
    run) need_build ;;
    test) need_browser; need_postgres; need_python; need_build; need_npm end2end; need_tuspy ;;
    bench) need nginx nginx; need wrk wrk; need_build ;;
    desk) need cc gcc libc6-dev; need_postgres; install_packages; need_rust ;;
    *) fail "usage: app/bundle/prepare.sh rust|run|test|bench|desk" ;;
  esac
}

# What every build needs. Debian's packages come first: Node may be among them.
need_build() {
  need cc gcc libc6-dev
  need wasm-validate wabt
  need node nodejs npm
  install_packages
  need_rust
  need_wasm_target
  need_node
  need_npm app/bundle
}

need_browser() {
  [ -x "${CHROMIUM_PATH:-/usr/bin/chromium}" ] || packages+=(chromium)
  [ -x "${CHROMIUM_PATH:-/usr/bin/chromium-headless-shell}" ] || packages+=(chromium-headless-shell)
  [ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] || packages+=(fontconfig fonts-noto-cjk)
}

need_postgres() {
  end2end/harness/postgres.sh programs >/dev/null 2>&1 || packages+=(postgresql)
}

# Debian's python3 alone can make no environments; a module, not a program, tells.
need_python() {
  python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3 python3-venv)
}

# need PROGRAM PACKAGE...
need() {
  local program=$1
  shift
  command -v "$program" >/dev/null || [ -x "/usr/sbin/$program" ] || packages+=("$@")
}

install_packages() {
  [ ${#packages[@]} -gt 0 ] || return 0
  local root=()
  if ! command -v apt-get >/dev/null; then
    fail "please install (names of Debian's packages): ${packages[*]}"
  fi
  if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      fail "please run: sudo apt-get install ${packages[*]}"
    fi
    root=(sudo -n)
  fi
  say "installing ${packages[*]}"
  "${root[@]}" apt-get update -qq || say "the package lists could not be renewed; using those at hand"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
}

need_rust() {
  local wanted found
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  if ! command -v cargo >/dev/null || ! command -v rustc >/dev/null; then
    fail "Rust $wanted or newer is missing; install it with rustup: https://rustup.rs"
  fi
  found=$(rustc --version | cut -d' ' -f2)
  at_least "$wanted" "$found" || fail "Rust $found is too old, $wanted is needed: rustup update stable"
}

need_wasm_target() {
  local target=wasm32-unknown-unknown
  [ ! -d "$(rustc --print target-libdir --target $target)" ] || return 0
  command -v rustup >/dev/null || fail "the standard library for $target is missing (Debian: libstd-rust-dev-wasm32)"
  say "adding the compiler target $target"
  rustup target add $target || fail "rustup could not fetch $target; it needs the network once"
}

need_node() {
  local found
  command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js 20 or newer with npm is missing: https://nodejs.org"
  found=$(node --version)
  at_least 20 "${found#v}" || fail "Node.js $found is too old, 20 is needed: https://nodejs.org"
}

# The mark tells from which lock file node_modules was made.
need_npm() {
  local folder=$1 mark=$1/node_modules/.made-from
  cmp -s "$folder/package-lock.json" "$mark" && return 0
  say "npm packages for $folder"
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 PUPPETEER_SKIP_DOWNLOAD=1 npm ci --no-progress) >&2
  cp "$folder/package-lock.json" "$mark"
}

# A Python of its own for the tus client that tests ask; the mark is as above.
need_tuspy() {
  local wanted=end2end/tus/requirements.txt home=target/tuspy
  cmp -s "$wanted" "$home/.made-from" && return 0
  say "tuspy"
  python3 -m venv --clear "$home"
  "$home/bin/pip" install --quiet --disable-pip-version-check --no-input --requirement "$wanted" >&2
  cp "$wanted" "$home/.made-from"
}

at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | sed -n 1p)" = "$1" ]
}

say() {
  echo "setup: $*"
}

fail() {
  echo "setup: $*" >&2
  exit 1
}

main "$@"
