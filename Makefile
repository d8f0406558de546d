# `make run` opens the app, `make test` runs the tests; both make the environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WEIGHTS := .cache/models/whisper-tiny.en/model.bin

.PHONY: run test setup setup-dev lint bench browser nightly lock clean weights

run: setup
	$(BIN)/python -m core serve

test: setup-dev weights
	$(BIN)/python -m pytest -q -rs

setup: $(VENV)/.installed

setup-dev: $(VENV)/.installed-dev

# The stamps are older than the lists whenever a list changes, and the install runs again.
$(VENV)/.installed: requirements.lock | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.installed

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Chapterwise needs Python 3.11 or newer; name one with make PYTHON=python3.12 run")'
	$(PYTHON) -m venv $(VENV)

# Speech tests use real weights; without them they say so and are skipped.
weights: $(WEIGHTS)

$(WEIGHTS): | setup-dev
	-$(BIN)/python tests/weights.py whisper-tiny.en

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

browser: setup-dev
	$(BIN)/python -m pytest -q -m browser tests/browser

# Two processes: the browser's driver keeps an event loop, which the engine will not run beside.
nightly: setup-dev weights
	$(BIN)/python -m pytest -q -rs -m slow
	$(BIN)/python -m pytest -q -rs -m browser

bench: setup-dev weights
	$(BIN)/python -m bench

# Made with uv, which is needed for this alone.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes -q requirements-dev.txt -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes -q requirements.txt -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache build
