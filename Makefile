# Every target does the set-up it needs and is quick when nothing changed.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: help setup start cluster operator test verify clean

# Programs of ours run from their sources; NODE_OPTIONS is for tests only.
RUN = source scripts/env.sh && unset NODE_OPTIONS && exec node --import tsx

help: ## Says what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{ printf "  make %-10s %s\n", $$1, $$2 }'

setup: ## Fetches Node (if yours does not fit) and packages
	@scripts/setup.sh

start: setup ## Opens the portal on http://localhost:7007 (PORT=…; CLUSTER=<kubeconfig context> for a cluster of yours)
	@$(RUN) tools/portal/src/startMain.ts

cluster: setup ## Starts a Kubernetes cluster for play (ARGS='--nodes=5')
	@$(RUN) tools/devcluster/src/cli.ts $(ARGS)

operator: setup ## Runs the operator alone, in the foreground (KUBECONFIG=<file>; CONTEXT=<context> where it has several)
	@$(RUN) tools/portal/src/operatorMain.ts

test: ## Runs all checks and tests
	@scripts/test.sh

verify: ## Checks format, types, lint and generated files
	@scripts/verify.sh

clean: ## Removes what was built and what runs left behind, not your clusters
	@rm -rf .run dist-types coverage packages/*/dist plugins/*/dist packages/*/coverage plugins/*/coverage tools/*/coverage
