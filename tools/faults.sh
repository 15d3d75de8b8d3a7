# The long runs of what CI does a hundredth of: random scripts on the store of drafts, every order of the steps of three tabs, and, where
# the app is built, closes right after a key press in Chromium; a million cells of spreadsheets. Seeded, so that every run is the same.
set -eu
cd "$(dirname "$0")/.."
SCRIPTS=${SCRIPTS:-10000} STEPS=${STEPS:-200} TAB_STEPS=${TAB_STEPS:-5} cargo test --locked --release --lib journal -- --nocapture
CELLS=${CELLS:-1000000} cargo test --locked --release --test exports no_cell -- --nocapture
if [ -e dist/files.json ] && [ -d tests/node_modules ]; then
  CLOSES=${CLOSES:-2000} node --test tests/journeys/closes.test.mjs
fi
