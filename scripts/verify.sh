#!/usr/bin/env bash
# Format, types, lint, metadata, generated files. Clean means: ready to commit.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh
source scripts/env.sh
exec yarn tsx tools/checks/src/verifyMain.ts
