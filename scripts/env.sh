# Source this file: puts the project's Node and yarn on PATH.
# `make setup` (scripts/setup.sh) installs what it points to.
ONE_CLICK_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export ONE_CLICK_ROOT
ONE_CLICK_NODE_BIN="$ONE_CLICK_ROOT/.tools/bin"
case ":$PATH:" in
  *":$ONE_CLICK_NODE_BIN:"*) ;;
  *) export PATH="$ONE_CLICK_NODE_BIN:$PATH" ;;
esac
# Backstage's TestDatabases would ask for Docker where CI is set.
export BACKSTAGE_TEST_DISABLE_DOCKER=1
# Backstage's kubernetes packages load an ESM-only client under jest.
export NODE_OPTIONS="${NODE_OPTIONS:---experimental-vm-modules --no-warnings=ExperimentalWarning --max-old-space-size=4096}"
export YARN_ENABLE_TELEMETRY=0
