# AdBanner: every target makes its virtual environment first. `make help` lists them.

PYTHON   ?= python3
VENV     ?= .venv
PIP_ARGS ?=
BIN      := $(VENV)/bin
# One tuned worker a core makes tests faster than many that fight over it.
export OMP_NUM_THREADS ?= 1

.PHONY: help setup setup-dev run test test-long lint format bench eval-copy eval-bank gallery screenshots messages lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1 \t/' | expand -t 14

setup: $(VENV)/.ready ## the virtual environment, and what runs in it
setup-dev: $(VENV)/.ready-dev ## the same with what tests and lint need

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
run: setup ## start everything on this machine; Ctrl-C stops it
	@exec $(BIN)/python manage.py up

test: setup-dev ## the tests, some 9 minutes on two cores
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not long"

test-long: setup-dev ## all of them, with 10,000 examples a property
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -n 2 --dist loadfile --timeout 3600

lint: setup-dev ## ruff, import-linter, mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

format: setup-dev ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev ## what takes how long: start, banner, picture, job, search, library, editor, model; on idle cores
	$(BIN)/python -m bench.bench_start
	$(BIN)/python -m bench.bench_compose
	$(BIN)/python -m bench.bench_studio
	$(BIN)/python -m bench.bench_jobs
	$(BIN)/python -m bench.bench_import
	$(BIN)/python -m bench.bench_search
	$(BIN)/python -m bench.bench_library
	$(BIN)/python -m bench.bench_editor
	$(BIN)/python -m bench.bench_llm

eval-copy: setup-dev ## measure the copy of a file of briefs: make eval-copy BRIEFS=briefs.jsonl ARGS="--show"
	@$(BIN)/python -m bench.eval_copy $(BRIEFS) $(ARGS)

eval-bank: setup-dev ## measure searching: on ../shared/bank where it is there, else on the sample bank
	$(BIN)/python -m bench.eval_bank

gallery: setup-dev ## remake docs/gallery/ and docs/studio-subjects.webp
	$(BIN)/python -m bench.gallery
	$(BIN)/python -m bench.sheet_subjects

screenshots: setup-dev ## remake docs/screenshots in a real browser
	$(BIN)/python -m bench.screenshots

messages: setup-dev ## bring data/locales up to date, and list what is to be translated
	$(BIN)/python -m bench.messages

lock: setup-dev ## remake constraints.txt: pins of all that the direct dependencies bring along
	$(BIN)/python -m pip freeze --disable-pip-version-check | sed -E 's/\+cpu$$//' > constraints.txt

clean: ## remove what these targets made; the state folder stays
	rm -rf $(VENV) .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
