# Every command of this project. `make` alone lists them.
# Only `setup` needs anything from the machine: Python 3.11 or newer, and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
WORKERS ?= 3
PYTEST := $(BIN)/pytest -n $(WORKERS)

.DEFAULT_GOAL := help
.PHONY: help setup installed installed-to-run run serve test test-unit test-long check format screens bench demo-day certificate lock system clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install everything that running, checking and testing need (quick when nothing changed)
	@$(PYTHON) tools/setup.py --database

# what the other commands start with: the same without touching a database, and without what only checks need
installed:
	@$(PYTHON) tools/setup.py

installed-to-run:
	@$(PYTHON) tools/setup.py --runtime-only

run: installed-to-run ## open Leverkusen's demo on http://127.0.0.1:5000, whatever the hour
	@exec $(BIN)/flask --app wsgi demo

serve: installed-to-run ## the production server; it says what to do if a setting or a migration is missing
	@exec $(BIN)/gunicorn --config app/gunicorn_conf.py wsgi:app

test: installed system ## every test that belongs to a change (some 7 minutes on two cores)
	@$(PYTEST) --ignore tests/long -m "not long"

test-unit: installed ## only the fast tests of pure code (seconds)
	@$(BIN)/pytest tests/unit

test-long: installed system ## the slow proofs: races in numbers, crashes, endurance
	@$(BIN)/pytest tests/long --timeout 7200
	@$(PYTEST) --ignore tests/long -m long

check: installed ## format, lint, types, floors, catalogs, documents, site files
	@$(BIN)/python tools/check.py

format: installed ## put the code into its form, and order imports
	@$(BIN)/ruff check --quiet --fix --exit-zero --select I .
	@$(BIN)/ruff format .

screens: installed system ## take pictures of every page into screens/
	@$(BIN)/python -m tools.screens

bench: installed system ## measure tickets and calls a second, how fast a call reaches the board, and how fast a slow kiosk stands
	@$(BIN)/python -m bench

demo-day: installed-to-run ## play a whole slot against the running demo (SPEED=60: an hour a minute)
	@$(BIN)/python -m bench.demo_day --speed $(or $(SPEED),60)

certificate: ## a certificate of one's own for kiosks in a local network (HOSTS="lotse.local 192.168.1.10")
	@$(PYTHON) tools/certificate.py $(HOSTS)

lock: installed ## pin requirements*.in and package.json anew, with hashes and without addresses
	@$(BIN)/python -m tools.lock $(UPGRADE)

system: ## the programs of the machine that tests need; installs them on Debian as root
	@$(PYTHON) tools/system.py --install --quiet

clean: ## remove what setup and tests made (not instance/, where data lives)
	rm -rf .venv .setup node_modules web/static/vendor printing/fonts screens .pytest_cache .mypy_cache .ruff_cache
	rm -rf .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find i18n -name '*.mo' -delete
