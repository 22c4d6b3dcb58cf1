#!/usr/bin/env bash
# Gets those whose proofs are measured beside OwnYou's: the npm packages of benches/peers and zkryptium built to WASM.
#
#   scripts/setup-peers.sh [--help]
#
# Called by `make bench` alone: nothing that is tested or shipped needs them. Safe to repeat.

. "$(dirname "$0")/lib/common.sh"
. "$project/scripts/lib/wasm.sh"
help "$@"
cd "$project"

scripts/setup-node.sh benches/peers
scripts/setup-wasm.sh
scripts/setup-wasm-bindgen.sh
. "$(wasm_note)"
say "compiling zkryptium"
wasm_cargo build --quiet --locked --profile wasm --manifest-path benches/peers/zkryptium/Cargo.toml
wasm_bindgen --target web --out-dir benches/peers/generated --out-name zkryptium \
  "$(wasm_target_dir)/wasm32-unknown-unknown/wasm/peer_zkryptium.wasm"
