# AdBanner: every target makes its virtual environment first. `make run`, `make test`, `make lint`.

PYTHON   ?= python3
VENV     ?= .venv
PIP_ARGS ?=
BIN      := $(VENV)/bin
# One tuned worker a core makes tests faster than many that fight over it.
export OMP_NUM_THREADS ?= 1

.PHONY: setup setup-dev run test test-long lint format bench messages gallery lock clean

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
	  || { echo "AdBanner needs Python 3.11. Name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: $(VENV)/bin/python requirements.txt constraints.txt
	@echo "Installing what AdBanner needs (some minutes the first time) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check $(PIP_ARGS) -c constraints.txt -r requirements.txt \
	  || { echo "A package could not be installed: see the line above. The package index must be reachable."; exit 1; }
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check $(PIP_ARGS) -c constraints.txt -r requirements-dev.txt \
	  || { echo "A package could not be installed: see the line above. The package index must be reachable."; exit 1; }
	@touch $@

# exec: Ctrl-C reaches the program itself, and make does not call its clean end an error.
run: setup
	@exec $(BIN)/python manage.py up

test: setup-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not long"

# Long evidence: 10,000 examples a property.
test-long: setup-dev
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -n 2 --dist loadfile --timeout 3600

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Brings data/locales up to date with the sentences in the code, and lists what is to be translated.
messages: setup-dev
	$(BIN)/python -m bench.messages

# Pins of everything that the direct dependencies bring along.
lock: setup-dev
	$(BIN)/python -m pip freeze --disable-pip-version-check | sed -E 's/\+cpu$$//' > constraints.txt

clean:
	rm -rf $(VENV) .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
