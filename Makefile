# make demo   environment, language model, the sample story read into a new ledger, its claims printed
# make test   every check and every test, as CI runs them
# make check  format, lint, types, import layers, links in the docs
# make bench  speed, as ratios within one run

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := build/demo.db

.PHONY: demo test check bench format clean

$(READY): requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

demo: $(READY)
	mkdir -p build
	rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	$(BIN)/sayso read examples/V.jsonl --ledger $(DEMO)
	$(BIN)/sayso claims --ledger $(DEMO)
	@echo
	@echo "Ask it more:  $(BIN)/sayso claims --act deny --ledger $(DEMO)"

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_docs.py

test: check
	$(BIN)/python -m pytest

bench: $(READY)
	$(BIN)/python bench/speed.py

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf build $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
