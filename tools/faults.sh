# The long runs of what CI does a hundredth of: random scripts on the store of drafts. Seeded, so that every run is the same.
set -eu
cd "$(dirname "$0")/.."
SCRIPTS=${SCRIPTS:-10000} STEPS=${STEPS:-200} cargo test --locked --release --lib journal -- --nocapture
