# Everything a newcomer needs. Each target first sets up what is missing on this machine.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# Targets share one build folder and one screen: `make -j` runs them in turn all the same.
.NOTPARALLEL:
# cargo would take make's job slots for its own; rustup's folder is where a fresh install puts cargo.
unexport MAKEFLAGS MFLAGS MAKELEVEL
export PATH := $(PATH):$(HOME)/.cargo/bin

LISTEN ?= 127.0.0.1:3000
DATA ?= data
MATTERS ?= 10000
SEED ?= 1
STORMS ?= 500
prepare := app/bundle/prepare.sh

.PHONY: help run test storms simulate build bench bench-desk fmt lint

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 13

run: ## build and serve the demo on http://127.0.0.1:3000 (LISTEN=, DATA=)
	@$(prepare) run
	@cargo run -p bundle
	@cargo run -p server --bin yaoan -- serve --demo --listen $(LISTEN) --data $(DATA)

test: ## every check and test, in real browsers and databases too
	@$(prepare) test
	@end2end/harness/test.sh

storms: ## what is for the night: officers' phones in 500 storms of the day's weather (STORMS=)
	@$(prepare) test
	@cargo run -p bundle
	@cargo build -p server
	@cd end2end && YAOAN_STORM_RUNS=$(STORMS) YAOAN_STORM_SEED=$$(date -u +%Y%m%d) node_modules/.bin/playwright test officer-storm

simulate: ## a made-up year through the real services, everything checked (MATTERS=, SEED=)
	@$(prepare) run
	@cargo run -p bundle
	@# Memory rather than a disk where there is some: nothing of it is to last.
	@folder=$$(mktemp -d -p "$$([ -w /dev/shm ] && echo /dev/shm || echo "$${TMPDIR:-/tmp}")"); trap 'rm -rf "$$folder"' EXIT; \
		cargo run -p server --bin yaoan -- simulate --matters $(MATTERS) --seed $(SEED) --data "$$folder"

build: ## one binary for a server: target/release/yaoan
	@$(prepare) run
	@cargo run -p bundle -- --release
	@cargo build --release -p server
	@echo "target/release/yaoan is ready"

bench: build ## measure the release binary beside nginx
	@$(prepare) bench
	@node end2end/bench/run.mjs

bench-desk: build ## lists and searches over 1,000,000 matters beside 10,000, and over 10,000 texts
	@$(prepare) desk
	@end2end/bench/desk.sh

fmt: ## format the code
	@$(prepare) rust
	@cargo fmt --all

lint: ## formatting and lints, warnings refused
	@$(prepare) run
	@end2end/harness/test.sh lint
