#!/usr/bin/env bash
# Installs the npm packages exactly as package-lock.json names them, when they are not installed already.
#
#   scripts/setup-node.sh [FOLDER]        (no folder: the project's own)
#
# Needs Node 20.19 or later. Safe to repeat: does nothing while the lock file is the one last installed.

. "$(dirname "$0")/lib/common.sh"
help "$@"
cd "$project/${1:-.}"

have node && have npm || fail "there is no Node.js here" "install version 20.19 or later from https://nodejs.org"
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  fail "Node.js $(node --version) is too old" "install version 20.19 or later from https://nodejs.org"

done_for=node_modules/.ownyou-lock
if ! cmp -s package-lock.json "$done_for"; then
  say "installing the npm packages of ${1:+$1/}package-lock.json"
  npm ci --prefer-offline --no-audit --no-fund --loglevel=error >&2
  cp package-lock.json "$done_for"
fi
