#!/usr/bin/env bash
# Makes the checkout ready: Node 22 (from npm if the machine's own does not fit),
# the committed yarn, and the workspace's packages. Quick when nothing changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
NODE_VERSION=22.23.3
TOOLS="$PWD/.tools"
mkdir -p "$TOOLS/bin"

# Runs a long command quietly, with a sign of life; shows all it said if it fails.
quietly() {
  local what=$1 log=$2 began=$SECONDS status=0
  shift 2
  "$@" >"$log" 2>&1 &
  local pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    (((SECONDS - began) % 15 != 14)) || echo "setup: … $what, $((SECONDS - began + 1)) s"
  done
  wait "$pid" || status=$?
  ((status == 0)) || cat "$log" >&2
  return "$status"
}

machine_node_fits() {
  command -v node >/dev/null || return 1
  local version
  version=$(PATH="${PATH//$TOOLS\/bin:/}" node --version 2>/dev/null) || return 1
  [[ "$version" =~ ^v22\.(1[89]|[2-9][0-9]) ]]
}

install_node() {
  if machine_node_fits; then
    ln -sf "$(PATH="${PATH//$TOOLS\/bin:/}" command -v node)" "$TOOLS/bin/node"
    return
  fi
  local home="$TOOLS/node-$NODE_VERSION"
  if [[ ! -x "$home/node_modules/node/bin/node" ]]; then
    echo "setup: installing Node $NODE_VERSION from npm (the machine's own does not fit)"
    mkdir -p "$home"
    (cd "$home" && npm install --no-save --no-audit --no-fund --silent --prefix . "node@$NODE_VERSION")
  fi
  ln -sf "$home/node_modules/node/bin/node" "$TOOLS/bin/node"
}

install_yarn() {
  local yarn="$TOOLS/bin/yarn"
  printf '#!/bin/sh\nexec node "%s" "$@"\n' "$(ls "$PWD"/.yarn/releases/yarn-*.cjs)" >"$yarn.new"
  chmod +x "$yarn.new"
  mv "$yarn.new" "$yarn"
}

install_packages() {
  local stamp=node_modules/.one-click-setup
  local key
  key=$(cat yarn.lock package.json plugins/*/package.json packages/*/package.json tools/*/package.json e2e/package.json 2>/dev/null | sha256sum | cut -d' ' -f1)
  if [[ -f "$stamp" && "$(cat "$stamp")" == "$key" ]]; then
    return
  fi
  echo 'setup: installing packages with yarn; the first time takes minutes'
  quietly 'installing packages' "$TOOLS/yarn-install.log" yarn install --immutable
  echo "$key" >"$stamp"
}

install_node
install_yarn
# shellcheck source=scripts/env.sh
source scripts/env.sh
unset NODE_OPTIONS
install_packages
