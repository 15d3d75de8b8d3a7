# Puts the project's own tools on PATH and names what the scripts share; to be sourced by bash.

. "$(dirname "${BASH_SOURCE[0]}")/versions.env"
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/rapporteur
WASM_BINDGEN=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "$ROOT/Cargo.lock")
PATH=$CACHE/trunk-$TRUNK/bin:$CACHE/wasm-bindgen-$WASM_BINDGEN/bin:$CACHE/binaryen-$BINARYEN/node_modules/.bin:$CACHE/esbuild-$ESBUILD/node_modules/.bin:$CACHE/cargo-deny-$CARGO_DENY/bin:$PATH

# Panic messages hold the paths of sources: with these flags a release has the same bytes wherever it is built.
RELEASE_FLAGS="--remap-path-prefix=$ROOT=rapporteur"
for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
  RELEASE_FLAGS+=" --remap-path-prefix=${registry%/}=crates"
done

# trunk takes NO_COLOR for an option and stops at its usual value "1".
unset NO_COLOR
export PATH
