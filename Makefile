# onetext: `make` lists everything. Needs Python 3.11 or later and its venv module; uses uv if it is there.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help demo serve test test-long bench load growth evaluate evaluate-mediation docs check audit format lock messages pictures schema clean install

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-19s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## install into .venv from the hash-locked file

$(STAMP): pyproject.toml uv.lock requirements.lock tools/install.sh
	@PYTHON="$(PYTHON)" sh tools/install.sh $(VENV)
	@touch $(STAMP)

demo: $(STAMP) ## read two reports, load the bundled case, write an options paper
	@$(BIN)/python tools/demo.py

serve: $(STAMP) ## open the workbench in the browser, with the bundled cases
	@$(BIN)/onetext serve

test: $(STAMP) ## run all the tests
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

test-long: $(STAMP) ## the long property runs as well
	@HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -n auto

check: $(STAMP) ## format, lint, types, floors, locks, docs: what CI runs before the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/check_generated.py
	@$(BIN)/python tools/messages.py --check
	@$(BIN)/python tools/audit.py
	@$(BIN)/sphinx-build -q -W -b html docs build/docs

audit: $(STAMP) ## ask api.osv.dev for advisories on exactly what is locked
	@$(BIN)/python tools/audit.py --ask

bench: $(STAMP) build/peer/bin/python ## measure speed beside NegMAS, in one run (installs it into build/peer)
	@$(BIN)/python benchmarks/run.py --peer build/peer/bin/python --json build/bench.json --page docs/benchmarks.md

growth: $(STAMP) ## draw how the cost of the frontier, the solutions and a study grows
	@$(BIN)/python benchmarks/growth.py --folder docs/bargaining --seconds 12
	@$(BIN)/python benchmarks/preferences_growth.py --folder docs/preferences

build/peer/bin/python:
	@$(PYTHON) -m venv build/peer
	@build/peer/bin/python -m pip install --quiet --disable-pip-version-check negmas==0.16.0

load: $(STAMP) build/load/bin/locust ## let fifty people work on a big case, and say how long they wait (locust into build/load)
	@$(BIN)/python benchmarks/web_load.py --store postgresql --page build/load.md
	@$(BIN)/python benchmarks/web_load.py --store postgresql --edits --page build/load-edits.md
	@$(BIN)/python benchmarks/web_load.py --store sqlite --page build/load-sqlite.md

build/load/bin/locust:
	@$(PYTHON) -m venv build/load
	@build/load/bin/python -m pip install --quiet --disable-pip-version-check locust==2.47.0

evaluate: $(STAMP) ## measure the reader on gold data (ONETEXT_SHARED names its folder)
	@$(BIN)/python tools/evaluate_reading.py

evaluate-mediation: $(STAMP) ## measure the mediator's method with simulated parties
	@$(BIN)/python tools/evaluate_mediation.py

docs: $(STAMP) ## build the documentation into build/docs
	@$(BIN)/sphinx-build -q -W -b html docs build/docs && echo "build/docs/index.html"

format: $(STAMP) ## format and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: ## resolve uv.lock again and export requirements.lock (needs uv)
	@uv lock
	@sh tools/export_lock.sh

messages: $(STAMP) ## find the words of the workbench, merge them into its translations, build those
	@$(BIN)/python tools/messages.py

pictures: $(STAMP) ## take the pictures of the README again
	@$(BIN)/python tools/pictures.py

schema: $(STAMP) ## write the JSON Schema of the case file again
	@$(BIN)/python tools/check_generated.py --write

clean: ## remove what was built
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .hypothesis
