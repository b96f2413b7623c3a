# The commands of the project. `make demo` and `make test` need nothing but Python 3.11 and make.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PORT ?= 8000
PYTHON ?= python3.11
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo install install-dev test services services-down test-services check bench lock messages compile-messages format clean

.venv/installed: requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

install: .venv/installed compile-messages

install-dev: .venv/installed-dev compile-messages

compile-messages: .venv/installed
	@DEBUG=1 $(MANAGE) compile_messages

demo: export DEBUG = 1
demo: export LOG_FORMAT = console
demo: export LOG_LEVEL = WARNING
demo: export STAFF_SECOND_FACTOR = 0
demo: export SITE_URL = http://localhost:$(PORT)
demo: install
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo
	@echo "Wasl: http://localhost:$(PORT)   (Ctrl-C stops it)"
	@echo "Its mails: http://localhost:$(PORT)/fr/mailbox/"
	@$(MANAGE) run_periodic --with-parent & exec $(BIN)/python -m uvicorn --app-dir platform config.asgi:application --host 127.0.0.1 --port $(PORT) --log-level warning

test: install-dev
	@bash .ci/browser
	$(BIN)/pytest -n 2 --dist loadscope -q

services:
	@python3 deploy/services.py up

services-down:
	@python3 deploy/services.py down

test-services: install-dev
	@bash .ci/browser
	@python3 deploy/services.py up
	set -a; eval "$$(python3 deploy/services.py env)"; $(BIN)/pytest -n 2 --dist loadscope -q

check: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	PYTHONPATH=.:platform $(BIN)/lint-imports
	DEBUG=1 $(MANAGE) makemigrations --check --dry-run
	DEBUG=1 $(MANAGE) check_messages

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: install-dev
	@DEBUG=1 $(MANAGE) update_messages $(APP)

bench: install-dev
	@bash .ci/browser
	@$(BIN)/python -m bench

lock:
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --output-file requirements.lock
	$(BIN)/uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --output-file requirements-dev.lock
