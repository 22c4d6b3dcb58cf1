#!/usr/bin/env bash
# Builds the WASM modules that browsers and publishers load into wasm-pkg/generated, checks them and prints their sizes.
#
#   scripts/build-wasm.sh [core|inference|inference_gpu|verifier|suite]…        (no name: core inference)
#
#   core      what the app runs: core.js, core.d.ts, core_bg.wasm, core.tables, classifier.tables
#   inference what keeps models and runs them, in a worker of its own: inference.js, …
#   inference_gpu  the transformer on WebGPU, by burn: inference_gpu.js, … Linking it takes minutes, so it is kept in the
#             cache and made anew only when something that it is made of has changed
#   verifier  what publishers run: verifier.js, …
#   suite     core with what tests and figures need: the Store contract on IndexedDB, the BBS drafts' files judged, proofs
#             and searches to be timed: suite.js, …
#
# Runs scripts/setup-wasm.sh and setup-wasm-bindgen.sh first. cargo rebuilds only what changed; its target directory is
# in the cache ($XDG_CACHE_HOME or ~/.cache, /ownyou), outside the clone.

. "$(dirname "$0")/lib/common.sh"
. "$project/scripts/lib/wasm.sh"
help "$@"

features() {
  case "$1" in
    core) echo web ;;
    inference) echo inference ;;
    inference_gpu) echo inference-gpu ;;
    verifier) echo verifier ;;
    suite) echo web,suite ;;
    *) fail "there is no module '$1'" "one of: core inference inference_gpu verifier suite" ;;
  esac
}

# The `inference` module is arithmetic: built for speed. The others are small first.
profile() { if [ "$1" = inference ]; then echo wasm-fast; else echo wasm; fi; }

compile() {
  local module=$1 features profile dir
  features=$(features "$module")
  profile=$(profile "$module")
  dir=$(wasm_target_dir)
  say "compiling $module"
  # The cdylib alone: with an rlib beside it cargo would drop link-time optimisation without a word.
  wasm_cargo rustc --quiet --lib --crate-type cdylib --profile "$profile" --no-default-features --features "$features"
  wasm_bindgen --target web --out-dir "$out" --out-name "$module" --remove-name-section --remove-producers-section \
    "$dir/wasm32-unknown-unknown/$profile/ownyou.wasm"
  if [ "$module" = core ]; then node "$project/scripts/lib/tables.mjs" "$out"; fi
}

# What inference_gpu is made of, as one number: its sources, its crates with their versions and features, its profile, its
# compiler, and these scripts.
gpu_key() {
  {
    basename "$(wasm_target_dir)"
    sed -n '/^\[profile\.wasm/,$p' Cargo.toml
    wasm_cargo tree --quiet --target wasm32-unknown-unknown --edges normal --no-default-features --features inference-gpu \
      --prefix none --format '{p} {f}' | grep -v '^ownyou ' | LC_ALL=C sort -u
    find core/engine_gpu.rs core/error.rs core/unicode{.rs,} core/inference/{mod,file,wordpiece}.rs core/inference/{burn,wordpiece} \
      scripts/{build-wasm,lib/wasm}.sh -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
  } | sha256sum | cut -c1-16
}

compile_kept() {
  local module=$1 kept
  kept=$cache/$module/$(gpu_key)
  if [ -d "$kept" ]; then
    say "nothing of $module has changed: taking it from the cache"
    cp "$kept"/* "$out"
    return
  fi
  compile "$module"
  rm -rf "$kept.new"
  mkdir -p "$kept.new"
  cp "$out/$module"[._]* "$kept.new"
  mv "$kept.new" "$kept"
  # The last few, for whoever goes back and forth.
  find "$cache/$module" -mindepth 1 -maxdepth 1 -printf '%T@ %p\0' | sort -zrn | tail -zn +5 | cut -zd' ' -f2- | xargs -0r rm -rf
}

build() {
  local module=$1
  mkdir -p "$out"
  if [ "$module" = inference_gpu ]; then compile_kept "$module"; else compile "$module"; fi
  node "$project/scripts/lib/wasm-report.mjs" "$out/${module}_bg.wasm"
}

"$project/scripts/setup-wasm.sh"
"$project/scripts/setup-wasm-bindgen.sh"
. "$(wasm_note)"
cd "$project"
out=$project/wasm-pkg/generated
[ $# -gt 0 ] || set -- core inference
for module in "$@"; do build "$module"; done
