# The project's commands; each installs what it needs and is missing.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
PORT ?= 8080
TOOLS := . tools/env.sh
WASM := --target wasm32-unknown-unknown
# QUICK=1 builds the app without the optimisers, for trying things: minutes become seconds, and the size check only tells.
TRUNK_BUILD := trunk build --offline --locked $(if $(QUICK),,--release)
FINISH := node tools/finish.mjs dist $(if $(QUICK),--any-size)
ifdef QUICK
export CARGO_PROFILE_DEV_OPT_LEVEL := 1
export CARGO_PROFILE_DEV_DEBUG := 0
endif
NEXTEST := $(shell command -v cargo-nextest)

.PHONY: serve test dist faults bench fmt clean setup-build setup-test check unit advisories browser built journeys

serve: dist
	@node tools/serve.mjs dist --compress --port "$(PORT)"

test: setup-test check unit advisories browser dist built journeys

dist: setup-build
	@cargo build --locked $(if $(QUICK),,--release) --bin archive
	@$(TOOLS); CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$$RELEASE_FLAGS $(TRUNK_BUILD)
	@# What is odd in the records is known (tests/records.warnings.txt) and said only where it keeps them from being packed.
	@./target/$(if $(QUICK),debug,release)/archive pack public/data/records --output dist/data 2> target/pack.txt || { status=$$?; cat target/pack.txt >&2; exit $$status; }
	@./target/$(if $(QUICK),debug,release)/archive schema > dist/meetings.schema.json
	@node tools/sbom.mjs dist/sbom.cdx.json
	@$(TOOLS); $(FINISH)

faults: setup-build
	@bash tools/faults.sh

bench: setup-test dist
	@if [ -e tests/bench/run.mjs ]; then node tests/bench/run.mjs $(ROWS); else echo "There are no benchmarks yet."; fi

fmt:
	@cargo fmt

clean:
	@rm -rf dist target tests/node_modules

setup-build:
	@bash tools/setup.sh build
setup-test:
	@bash tools/setup.sh test

# Format, lints (natively and for the browser), licences and sources.
check: setup-test
	@cargo fmt --check
	@cargo clippy --locked --all-targets -- -D warnings
	@cargo clippy --locked $(WASM) --lib --bins -- -D warnings
	@$(TOOLS); cargo deny --log-level error check licenses bans sources

unit: setup-test
	@$(if $(NEXTEST),cargo nextest run --locked --no-tests pass,cargo test --locked --quiet --lib --bins --tests)
	@cargo test --locked --quiet --doc

# Known weaknesses, where the database of them can be had.
advisories: setup-test
	@$(TOOLS); if timeout 60 cargo deny --log-level off fetch db 2>/dev/null; then cargo deny --log-level error check --disable-fetch advisories; \
	else echo "advisories: not checked, the database cannot be had from here"; fi

# The parts that need a browser's own interfaces, inside one.
browser: setup-test
	@[ ! -e tests/browser.rs ] || { $(TOOLS); bash tools/browser.sh; }

# What the build holds: its crates, and what it asks of a browser.
built: dist setup-test
	@node --test tests/build/*.test.mjs

# Every journey on a plain host, and all but the long ones on a host that sends the build's headers, which bind workers too.
LONG := tests/journeys/hostile.test.mjs tests/journeys/xss.test.mjs
journeys: dist setup-test
	@node --test $(wildcard tests/journeys/*.test.mjs)
	@HEADERS=1 node --test $(filter-out $(LONG),$(wildcard tests/journeys/*.test.mjs))
