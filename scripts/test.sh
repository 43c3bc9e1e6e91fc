#!/usr/bin/env bash
# All checks and tests; closes with one line: N passed, N failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh
source scripts/env.sh
mkdir -p .run
exec yarn tsx tools/checks/src/testMain.ts
