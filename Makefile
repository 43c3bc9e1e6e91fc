# Every target does the set-up it needs and is quick when nothing changed.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: help setup start cluster operator test verify bench soak clean

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

bench: setup ## Measures the operator (SCENARIO=storm,rest,… SIZE=300 MINUTES=10 WORKERS=20 ROUNDS=3); writes .run/bench
	@$(RUN) bench/src/operator/benchMain.ts $(foreach name,SCENARIO SIZE MINUTES WORKERS ROUNDS,$(if $($(name)),--$(shell echo $(name) | tr A-Z a-z)=$($(name))))

soak: setup ## Random edits under random faults (MINUTES=30 QUIET=5 SIZE=100 SEED=…), then looks whether all is as wanted
	@$(RUN) bench/src/soak/soakMain.ts $(foreach name,MINUTES QUIET SIZE SEED,$(if $($(name)),--$(shell echo $(name) | tr A-Z a-z)=$($(name))))

mutants: setup ## Shows that the tests of failure modes can fail (MODE=12, NAME='part of a name')
	@source scripts/env.sh && exec yarn tsx tools/mutants/src/mutantsMain.ts $(if $(MODE),--mode=$(MODE)) $(if $(NAME),--name='$(NAME)')

clean: ## Removes what was built and what runs left behind, not your clusters
	@rm -rf .run dist-types coverage packages/*/dist plugins/*/dist packages/*/coverage plugins/*/coverage tools/*/coverage
