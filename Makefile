# The commands of the project. Each is a few scripts of scripts/, which say what they do and are safe to repeat.
#
# CARGO_TARGET_DIR moves the native build; WASM builds are in the cache (docs/toolchain.md).

.DEFAULT_GOAL := help
.PHONY: help run build test test-deep bench check clean

export CARGO_TARGET_DIR ?= $(CURDIR)/target
binary := target/release/ownyou

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: build ## Build what is needed, start app, issuer and two publishers, print where (ARGS="--port 9000")
	exec $(binary) serve $(ARGS)

build: ## Build the app and the native binary, target/release/ownyou
	@scripts/setup-native.sh
	@scripts/build-web.sh
	cargo build --release --bin ownyou
	@scripts/link-binary.sh

test: ## Everything that is checked before a change goes in
	@scripts/verify.sh test

test-deep: ## The same with the long numbers
	@scripts/verify.sh deep

bench: build ## The figures, into bench-report.json under the cargo target directory (ONLY=import for one group)
	@scripts/bench.sh $(ONLY)

check: ## Format, lints and types only
	@scripts/verify.sh check

clean: ## Remove what was built here; the cache outside the clone stays
	rm -rf target wasm-pkg/generated web/app/dist web/sdk/dist node_modules
