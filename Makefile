.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export PYTHONUNBUFFERED := 1

help:  ## what you can ask for
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Counterpart needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; $(PYTHON) -m venv --without-pip .venv && $(PYTHON) -m pip --python .venv/bin/python install -q pip; }

.venv/base: requirements/base.txt pyproject.toml | .venv/bin/python
	@echo "Installing what Counterpart needs (about half a minute) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . 2>/dev/null || $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/dev: requirements/dev.txt .venv/base
	@echo "Installing what its tests need (about half a minute) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

setup: .venv/dev  ## the environment, with everything developers need

demo: .venv/base  ## a whole programme to click through; PORT=8000
	@exec $(BIN)/counterpart demo

run: .venv/base  ## serve and work with your own settings from .env
	@exec $(BIN)/counterpart run

test: .venv/dev  ## every test, on SQLite and, where found, PostgreSQL
	@$(BIN)/python -m tests.run

check: .venv/dev  ## style, types, contracts, migrations, locks
	@$(BIN)/python -m tests.check

format: .venv/dev  ## put code and templates into their common shape
	@$(BIN)/ruff check -q --fix --exit-zero . && $(BIN)/ruff format -q .
	@find src -path '*/templates/*' -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2 2>/dev/null || true

evidence: .venv/dev  ## measure what an area promises: AREA=spine [ROW=id]
	@$(BIN)/python -m benchmarks.evidence $(AREA) $(ROW)

screenshots: .venv/dev  ## every page in light, dark and on a phone, into screenshots/
	@SCREENSHOTS=screenshots/matrix $(BIN)/python -m pytest -q -n2 tests/journeys/test_axe.py
	@$(BIN)/python -m benchmarks.screenshots

lock: .venv/dev  ## pin requirements/*.in again
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/base.in -o requirements/base.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/dev.in -o requirements/dev.txt

.PHONY: help setup demo run test check format evidence screenshots lock
