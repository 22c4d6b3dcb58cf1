#!/usr/bin/env bash
# Makes sure that there is a Chromium for the journeys and the benchmarks: Debian's, unless CHROMIUM names another.
#
#   scripts/setup-browser.sh [--help]
#
# Prints its path on stdout. Safe to repeat.

. "$(dirname "$0")/lib/common.sh"
help "$@"

browser=${CHROMIUM:-/usr/bin/chromium}
[ -n "${CHROMIUM:-}" ] || [ -x "$browser" ] || apt_need chromium fonts-dejavu-core
[ -x "$browser" ] || fail "there is no browser at $browser" "CHROMIUM=/path/to/chromium names yours"
echo "$browser"
