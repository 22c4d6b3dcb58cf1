# What every script shares: where the cache is, how they speak, how a Debian package is added. Sourced, never run.

set -euo pipefail

# The clone this script belongs to.
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# Everything built once and kept between clones: compilers' parts, tools, the WASM target directories.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ownyou

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

# fail WHAT NEXT-STEP
fail() {
  say "$1"
  printf '  next: %s\n' "$2" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Prints the calling script's header as its help when that is asked for: help "$@"
help() {
  case "${1:-}" in
    -h | --help)
      sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
  esac
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    fail "this needs root: $*" "run it as root once, or install sudo"
  fi
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# apt_refresh: the package lists, at most once a run.
apt_refreshed=
apt_refresh() {
  [ -n "$apt_refreshed" ] && return
  have apt-get || fail "this way needs apt-get" "see docs/toolchain.md for what to install by hand"
  say "refreshing the list of Debian packages"
  as_root apt-get update -qq
  apt_refreshed=yes
}

# apt_need PACKAGE…: installs those that are missing, and touches nothing when none is.
apt_need() {
  local missing=() package
  for package in "$@"; do
    installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  apt_refresh
  say "installing ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >&2
}
