# How this machine compiles to WASM, as scripts/setup-wasm.sh found it. Sourced after common.sh, never run.
#
# `wasm_cargo` and `wasm_clippy` are cargo and clippy with the right compiler, flags and target directory.

# Debian's compiler in the cache's keys: its package version changes whenever its std does.
debian_version() { dpkg-query -W -f '${Version}' rustc-web; }

# The installed lld-NN package of the highest number, or nothing.
installed_lld() {
  dpkg-query -W -f '${Package} ${db:Status-Status}\n' 'lld-[0-9]*' 2>/dev/null |
    sed -n 's/^\(lld-[0-9]*\) installed$/\1/p' | sort -V | tail -1
}

# Each way has its own note, so that going from one to the other needs no clean-up.
wasm_note() { echo "$cache/wasm-${OWNYOU_WASM:-any}.env"; }

# wasm_remember WAY [SYSROOT LINKER]
wasm_remember() {
  mkdir -p "$cache"
  printf 'wasm_way=%q\nwasm_sysroot=%q\nwasm_linker=%q\n' "$1" "${2:-}" "${3:-}" >"$(wasm_note)"
}

# Where cargo puts what it builds for WASM: outside the clone, one directory a compiler.
wasm_target_dir() {
  case "$wasm_way" in
    debian) echo "$cache/target-wasm-debian-$(debian_version)" ;;
    rustup) echo "$cache/target-wasm-$(cd "$project" && rustc --version | tr -c '[:alnum:].\n' -)" ;;
  esac
}

# Flags for every crate of a WASM build, one a line.
wasm_flags() {
  if [ "$wasm_way" = debian ]; then printf '%s\n' "--sysroot=$wasm_sysroot" "-Clinker=$wasm_linker"; fi
  # simd128: every supported browser has it. The cfg answers getrandom's question which randomness a browser has.
  printf '%s\n' -Ctarget-feature=+simd128 '--cfg=getrandom_backend="wasm_js"'
  # Panic messages name source files: not by where they lie on the machine that built them.
  printf '%s\n' "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
}

# in_wasm COMMAND…: a command in the surroundings of a WASM build.
in_wasm() {
  local flags dir
  flags=$(wasm_flags | paste -sd $'\x1f' -)
  dir=$(wasm_target_dir)
  # Debian's compiler by its path: the first `rustc` found may be rustup's.
  if [ "$wasm_way" = debian ]; then local -x RUSTC=/usr/bin/rustc CARGO=/usr/bin/cargo; fi
  CARGO_TARGET_DIR=$dir CARGO_ENCODED_RUSTFLAGS=$flags CARGO_BUILD_TARGET=wasm32-unknown-unknown "$@"
}

# wasm_cargo COMMAND ARGUMENT…
wasm_cargo() {
  local cargo=cargo
  if [ "$wasm_way" = debian ]; then cargo=/usr/bin/cargo; fi
  in_wasm "$cargo" "$@"
}

# wasm_clippy ARGUMENT…: not through cargo, which would take rustup's clippy for Debian's compiler.
wasm_clippy() {
  local clippy=cargo-clippy
  if [ "$wasm_way" = debian ]; then clippy=/usr/bin/cargo-clippy; fi
  in_wasm "$clippy" clippy "$@"
}

# The version of wasm-bindgen that the crate is built with; the tool must be of the same.
wasm_bindgen_version() { sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "$project/Cargo.lock"; }

wasm_bindgen() { "$cache/wasm-bindgen-$(wasm_bindgen_version)/bin/wasm-bindgen" "$@"; }
