#!/usr/bin/env bash
# Makes this machine able to compile Rust to wasm32-unknown-unknown, and says which of the two ways it took.
#
#   scripts/setup-wasm.sh [--help]
#
# 1. rustup's target, when it is installed already or rustup can fetch it within 20 s.
# 2. Debian's compiler (rustc-web, cargo-web) with std built once from Debian's source package.
#
# OWNYOU_WASM=debian takes the second way without trying the first, OWNYOU_WASM=rustup the first or nothing.
# Leaves in the cache ($XDG_CACHE_HOME or ~/.cache, /ownyou) what scripts/lib/wasm.sh reads; safe to repeat.

. "$(dirname "$0")/lib/common.sh"
. "$project/scripts/lib/wasm.sh"
help "$@"

target_installed() { [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; }

by_rustup() {
  have rustc || return 1
  cd "$project"
  if ! target_installed; then
    have rustup || return 1
    say "asking rustup for wasm32-unknown-unknown"
    timeout 20 rustup target add wasm32-unknown-unknown >&2 2>&1 && target_installed || return 1
  fi
  wasm_remember rustup
  say "way 1: rustup's target, $(rustc --version)"
}

# The linker: the newest lld that this Debian has, unless one is there.
debian_linker() {
  local newest
  newest=$(installed_lld)
  if [ -z "$newest" ]; then
    apt_refresh
    newest=$(apt-cache search --names-only '^lld-[0-9]+$' | cut -d' ' -f1 | sort -V | tail -1)
    [ -n "$newest" ] || fail "apt has no lld" "use a machine where rustup target add works"
    apt_need "$newest"
  fi
  echo "/usr/bin/wasm-ld-${newest#lld-}"
}

# Builds std for wasm32 with Debian's compiler and leaves its libraries in sysroot $1.
build_std() {
  local sysroot=$1 work
  work=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  mkdir -p "$work/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n[profile.release]\npanic = "abort"\n' >"$work/Cargo.toml"
  : >"$work/src/lib.rs"
  say "building std for wasm32 once, about a minute"
  # embed-bitcode: without it link-time optimisation finds no bitcode in std, and the size budgets need it.
  # optimize_for_size: std's small sorts and searches, since each is compiled anew for every type.
  (
    cd "$work"
    RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$work/target" \
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-C target-feature=+simd128 -C embed-bitcode=yes" \
      /usr/bin/cargo build --release --quiet -Zbuild-std=std,panic_abort,test \
      -Zbuild-std-features=optimize_for_size --target wasm32-unknown-unknown >&2
  )
  mkdir -p "$work/sysroot/lib/rustlib/wasm32-unknown-unknown/lib" "$(dirname "$sysroot")"
  find "$work/target/wasm32-unknown-unknown/release/deps" -name 'lib*.rlib' ! -name 'libempty*' \
    -exec cp {} "$work/sysroot/lib/rustlib/wasm32-unknown-unknown/lib/" \;
  rm -rf "$sysroot"
  mv "$work/sysroot" "$sysroot"
}

by_debian() {
  apt_need rustc-web cargo-web rust-web-src
  local linker sysroot
  linker=$(debian_linker)
  sysroot=$cache/sysroot-small-$(debian_version)
  [ -d "$sysroot" ] || build_std "$sysroot"
  wasm_remember debian "$sysroot" "$linker"
  say "way 2: Debian's $(/usr/bin/rustc --version), std in $sysroot"
}

case "${OWNYOU_WASM:-}" in
  debian) by_debian ;;
  rustup) by_rustup || fail "rustup could not add the target" "check the network, or OWNYOU_WASM=debian" ;;
  '') by_rustup || by_debian ;;
  *) fail "OWNYOU_WASM is '$OWNYOU_WASM'" "use debian, rustup or nothing" ;;
esac
