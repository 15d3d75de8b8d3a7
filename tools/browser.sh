#!/usr/bin/env bash
# Runs tests/browser.rs in a headless Chromium.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
WASM_BINDGEN_TEST_ONLY_WEB=1
# Chromium as root (a container) starts only without its own sandbox.
if [ "$(id -u)" = 0 ]; then CHROMIUM_FLAGS="${CHROMIUM_FLAGS:-} --no-sandbox"; fi
export CHROMEDRIVER CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER WASM_BINDGEN_TEST_ONLY_WEB CHROMIUM_FLAGS
exec cargo test --locked --target wasm32-unknown-unknown --test browser
