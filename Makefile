# Tocsin: `make demo` sets everything up and reads the built-in dispatches; `make test` sets up and tests.
# System packages needed: python3 (3.11 to 3.13) with venv; on Debian python3-venv, which `make` installs where it can.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH ?= ../shared/bench

.PHONY: help setup assets demo serve test lint types format lock evaluate floors scores fit bench bench-fusing bench-watching
.PHONY: test-browser screenshots schemas dist clean

help: ## list the recipes
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: $(VENV)/.ready ## make .venv with everything in it

$(VENV)/.ready: pyproject.toml requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Tocsin needs Python 3.11 to 3.13; call make PYTHON=python3.12, for one"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "installing python3-venv"; apt-get update -qq && apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

src/tocsin/web/static/world.svg: frontend/package-lock.json frontend/build_world.py
	@if command -v npm >/dev/null; then \
	  (cd frontend && npm ci --silent --no-audit --no-fund) && $(PYTHON) frontend/build_world.py $@; \
	else echo "npm is missing: the maps of the workbench will lack the outlines of the world; everything else is there"; fi

src/tocsin/web/static/map.js: frontend/package-lock.json frontend/map.js frontend/clusters.js frontend/follow.js
	@if command -v npm >/dev/null; then \
	  (cd frontend && npm ci --silent --no-audit --no-fund && npm run --silent map -- --outfile=../$@); \
	else echo "npm is missing: the map of the workbench will be moved by links and not by hand"; fi

assets: src/tocsin/web/static/world.svg src/tocsin/web/static/map.js ## what the workbench's pages need from npm, into the package

demo: setup assets ## read the built-in dispatches into a ledger of their own and print the incidents
	$(BIN)/tocsin demo
	@echo "  (call it as $(BIN)/tocsin, or first: . $(BIN)/activate)"

serve: setup assets ## the workbench over the built-in dispatches, in a browser
	$(BIN)/tocsin serve --demo

test: setup lint types ## lint, check types and run the tests
	$(BIN)/python -m pytest -n auto

test-slow: setup ## the tests that take minutes
	$(BIN)/python -m pytest -m slow

test-browser: setup assets ## the ways through the workbench in Chromium, which `apt-get install chromium` brings
	$(BIN)/python -m pip install -q --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install -q --disable-pip-version-check --group browser
	$(BIN)/python -m pytest -m slow tests/web/browser

screenshots: setup assets ## the pictures of the workbench in docs/images, from the built-in dispatches
	$(BIN)/python -m pip install -q --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install -q --disable-pip-version-check --group browser
	$(BIN)/tocsin serve --demo --port 8017 & server=$$!; sleep 15; \
	  $(BIN)/python frontend/screenshots.py http://127.0.0.1:8017 docs/images; kill $$server

lint: setup ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## mypy, strict, over all of src
	$(BIN)/mypy

format: setup ## put the code into its format
	$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

lock: setup ## write requirements-dev.txt anew, with hashes
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --group dev pyproject.toml build-requirements.in -o requirements-dev.txt

evaluate: setup ## score the reader on the MUC-4 dev texts (BENCH=path of the benchmarks)
	$(BIN)/tocsin evaluate muc4 --data $(BENCH)/muc4/dev.jsonl

floors: setup ## fail where a score lies below bench/floors.json
	$(BIN)/python bench/check_floors.py --bench $(BENCH)

fit: setup ## fit all models anew, after the cascade or the lexicon has changed: relevance, on it the others (BENCH=...)
	$(BIN)/python bench/fit_relevance.py --bench $(BENCH)
	$(BIN)/python bench/fit_confidence.py --bench $(BENCH)
	$(BIN)/python bench/fit_muc4.py --data $(BENCH)/muc4/train.jsonl
	$(BIN)/python bench/fit_indiapolice.py --data $(BENCH)/indiapolice/dev.jsonl

bench: setup bench-watching ## documents a second, beside a plain tokeniser; from a report to its alert; objects a second over TAXII
	$(BIN)/python bench/speed.py --bench $(BENCH)
	$(BIN)/python bench/taxii.py

.PHONY: speed-page
speed-page: setup ## run the benchmarks and write docs/reference/speed.md (on a machine that does nothing else)
	$(BIN)/python bench/page.py --bench $(BENCH)

bench-fusing: setup ## the first 3,000 reports of the invented stream: mentions a second, memory, B-cubed F1
	$(BIN)/python bench/stream/fuse.py

bench-watching: setup ## from a report's arrival to its alert, with 10,000 incidents and 200 watches
	$(BIN)/python bench/watching.py

bench-escalation: setup ## fitting a self-exciting process to 100,000 events in four streams
	$(BIN)/python bench/escalation.py

.PHONY: bench-taxii bench-escalation
bench-taxii: setup ## objects a second and time of a page for a TAXII client, beside medallion
	$(PYTHON) -m venv .venv-peer && .venv-peer/bin/python -m pip install -q --disable-pip-version-check medallion==3.0.0
	$(BIN)/python bench/taxii.py --peer .venv-peer/bin/python

.PHONY: bench-labelled
bench-labelled: setup ## the reader on the held-out part of the labelled texts, task by task
	$(BIN)/python bench/labelled.py

schemas: setup ## write the JSON Schemas in docs/reference anew
	$(BIN)/python -m tocsin.record.schema docs/reference

dist: setup assets ## wheel and sdist
	$(BIN)/python -m pip install -q build && $(BIN)/python -m build

clean: ## remove what make has built
	rm -rf $(VENV) .venv-peer dist build demo-ledger .pytest_cache .mypy_cache .ruff_cache .hypothesis

scores: setup ## write docs/reference/scores.md anew (BENCH=path of the benchmarks)
	$(BIN)/python bench/check_floors.py --bench $(BENCH) --page docs/reference/scores.md
