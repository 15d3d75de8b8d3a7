#!/usr/bin/env bash
# Installs what is missing for a build (`setup.sh build`) or for a build and the tests (`setup.sh test`), once per machine.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"

say() { printf 'set-up: %s\n' "$*"; }
stop() { say "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
# Is the program there in this version?
is() { has "$1" && "$1" --version 2>/dev/null | grep -qwF -- "$2"; }

# Makes $CACHE/<name> by a command that fills the folder given as its last argument. It appears whole or not at all: a
# set-up that is cut off leaves only a folder that nobody reads.
provide() {
  local name=$1 started=$SECONDS; shift
  mkdir -p "$CACHE"
  temporary=$(mktemp -d "$CACHE/.$name.XXXXXX")
  trap 'rm -rf "$temporary"' EXIT
  if ! "$@" "$temporary" >"$temporary/.log" 2>&1; then
    tail -n 30 "$temporary/.log" >&2
    stop "$name could not be installed: see the lines above"
  fi
  rm -rf "$temporary/.log" "$temporary/.build" "${CACHE:?}/$name"
  mv "$temporary" "$CACHE/$name"
  say "$name installed in $((SECONDS - started)) s"
}

# Our tools run for seconds, so they are built for a short build, not for speed.
crate() {
  local name=$1 version=$2 folder=${*: -1}; shift 2
  if has cargo-binstall && cargo binstall --no-confirm --disable-strategies compile --root "$folder" "$name@$version"; then return; fi
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 \
    CARGO_TARGET_DIR="$folder/.build" cargo install "${@:1:$#-1}" "$name" --version "$version" --root "$folder"
}
# Libraries alone, in a folder: nothing of the system's Python is changed.
python_packages() { python3 -m pip install --quiet --disable-pip-version-check --no-compile --target "${*: -1}" "${@:1:$#-1}"; }
node_package() { npm install --no-audit --no-fund --no-save --no-package-lock --prefix "$2" "$1"; }

build() {
  has cargo || stop "Rust is missing: install it from https://rustup.rs, then run this again"
  has node && has npm || stop "Node.js (20 or newer) with npm is missing: install it, then run this again"
  if ! [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
    say "adding Rust's WebAssembly target"
    rustup target add wasm32-unknown-unknown
  fi
  is wasm-opt "version ${BINARYEN%%.*}" || provide "binaryen-$BINARYEN" node_package "binaryen@$BINARYEN"
  is esbuild "$ESBUILD" || provide "esbuild-$ESBUILD" node_package "esbuild@$ESBUILD"
  if ! is wasm-bindgen "$WASM_BINDGEN"; then
    say "building wasm-bindgen $WASM_BINDGEN (some minutes, once)"
    # Not --locked: its lock file names a crate version that was withdrawn.
    provide "wasm-bindgen-$WASM_BINDGEN" crate wasm-bindgen-cli "$WASM_BINDGEN"
  fi
  if ! is trunk "$TRUNK"; then
    say "building trunk $TRUNK (some minutes, once)"
    provide "trunk-$TRUNK" crate trunk "$TRUNK" --locked --no-default-features
  fi
  cargo fetch --locked --quiet
}

browser() {
  if ! { [ -n "${CHROMIUM:-}" ] || has chromium || has google-chrome; }; then packages+=(chromium); fi
  if [ -e tests/browser.rs ] && [ -z "${CHROMEDRIVER:-}" ] && ! has chromedriver; then packages+=(chromium-driver); fi
  # Chinese and Arabic titles are part of the tests.
  if has fc-list && [ -z "$(fc-list :lang=zh)" ] || ! has fc-list; then packages+=(fontconfig fonts-noto-core fonts-noto-cjk); fi
  [ ${#packages[@]} -gt 0 ] || return 0
  # What reads exports back comes along; alone it is no reason to ask for anything.
  has python3 && python3 -m pip --version >/dev/null 2>&1 || packages+=(python3-pip)
  local line="apt-get install -y --no-install-recommends ${packages[*]}"
  has apt-get || stop "a Chromium browser is missing: install one and set CHROMIUM to its program"
  [ "$(id -u)" = 0 ] || stop "run this once, then again what you ran: sudo $line"
  say "$line"
  { apt-get update && DEBIAN_FRONTEND=noninteractive $line; } >/dev/null
}

# Python's readers of Word documents and calendars; where Python or its registry cannot be had, their tests say so.
readers() {
  local name=python-$PYTHON_DOCX-$PYTHON_ICALENDAR
  [ ! -d "$CACHE/$name" ] || return 0
  if ! { has python3 && python3 -m pip --version >/dev/null 2>&1; }; then say "Python 3 with pip is missing: no export is read back by it"; return 0; fi
  (provide "$name" python_packages "python-docx==$PYTHON_DOCX" "icalendar==$PYTHON_ICALENDAR") || say "no export is read back by Python"
}

# Chromium, cargo-deny, Python's readers, and what tests/package-lock.json names.
tests() {
  local packages=() stamp=tests/node_modules/.of-lock
  browser
  readers
  if ! is cargo-deny "$CARGO_DENY"; then
    say "building cargo-deny $CARGO_DENY (some minutes, once)"
    provide "cargo-deny-$CARGO_DENY" crate cargo-deny "$CARGO_DENY" --locked
  fi
  if ! cmp -s tests/package-lock.json "$stamp"; then
    say "npm ci in tests/"
    npm ci --no-audit --no-fund --silent --prefix tests
    cp tests/package-lock.json "$stamp"
  fi
}

case ${1:-} in
  build) build ;;
  test) build; tests ;;
  *) echo "usage: tools/setup.sh build|test" >&2; exit 2 ;;
esac
