# The long runs of what CI does a hundredth of: random scripts on the store of drafts, every order of the steps of three tabs, two people
# on one draft, records on their way out and in, a million cells of spreadsheets, and, where the app is built, closes right after a key
# press in Chromium. Seeded, so that every run is the same.
set -eu
cd "$(dirname "$0")/.."
# For speed, and for a short build: what is released is built for its size.
export CARGO_PROFILE_RELEASE_OPT_LEVEL=2 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_TARGET_DIR=target/faults
SCRIPTS=${SCRIPTS:-10000} STEPS=${STEPS:-200} TAB_STEPS=${TAB_STEPS:-5} cargo test --locked --release --lib journal -- --nocapture
SCRIPTS=${SCRIPTS:-10000} cargo test --locked --release --lib -- --nocapture draft::merge draft::record
CELLS=${CELLS:-1000000} cargo test --locked --release --test exports no_cell -- --nocapture
if [ -e dist/files.json ] && [ -d tests/node_modules ]; then
  CLOSES=${CLOSES:-2000} node --test tests/journeys/closes.test.mjs
fi
