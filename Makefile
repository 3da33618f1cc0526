# make demo   environment, language model, the sample story read into a new ledger, its claims and what they come to printed
# make test   every check and every test, as CI runs them
# make check  format, lint, types, import layers, links in the docs
# make fuzz   damaged files of every format, thousands of them
# make bench  speed, as ratios within one run
# make model  trains the attribution network on the corpus (hours on one core), into build/model/weights

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := build/demo.db

.PHONY: demo test check bench fuzz model format clean assets browser

$(READY): requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

# What the board serves from others, at exact versions with their hashes; quick when all is in place.
assets:
	$(PYTHON) tools/build_assets.py

# The tests of the board look at it with the system's browser.
browser:
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } \
		|| { echo "Chromium is needed by the tests of the board; install it (on Debian: apt-get install chromium) and run this again" >&2; exit 1; }

demo: $(READY)
	$(PYTHON) tools/build_assets.py --optional
	mkdir -p build
	rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	$(BIN)/sayso read examples/V.jsonl --ledger $(DEMO)
	$(BIN)/sayso claims --ledger $(DEMO)
	$(BIN)/sayso story --ledger $(DEMO)
	@echo
	@echo "Ask it more:  $(BIN)/sayso show P-..., $(BIN)/sayso changes --since 2024-11-01, $(BIN)/sayso claims --act deny (with --ledger $(DEMO))"
	@echo "See it:       $(BIN)/sayso board --ledger $(DEMO)"

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_docs.py

test: check assets browser
	$(BIN)/python -m pytest

bench: $(READY)
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/weighing.py
	$(BIN)/python bench/board_http.py

fuzz: $(READY)
	SAYSO_FUZZ=2000 $(BIN)/python -m pytest tests/test_readers.py -k any_change

TRAIN := build/model/venv/bin/python
model:
	mkdir -p build/model
	test -x $(TRAIN) || $(PYTHON) -m venv build/model/venv
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(TRAIN) -m pip install --quiet --disable-pip-version-check -r requirements/train.in
	PYTHONPATH=src:. $(TRAIN) -m training.train --corpus corpus --out build/model/first --seed 1 --epochs 16 --every 4 --keep-c 0.7
	PYTHONPATH=src:. $(TRAIN) -m training.train --corpus corpus --out build/model/second --seed 2 --epochs 6 --every 2 --keep-c 0.7 --rate 1e-4 --own-spans-from 0 --init build/model/first/best.pt
	PYTHONPATH=src:. $(TRAIN) -m training.average build/model/first/best.pt build/model/second/best.pt --to build/model/two.pt
	PYTHONPATH=src:. $(TRAIN) -m training.train --corpus corpus --out build/model/third --seed 3 --epochs 6 --every 2 --keep-c 0.7 --rate 1e-4 --own-spans-from 0 --init build/model/two.pt --limits 192 288 372
	PYTHONPATH=src:. $(TRAIN) -m training.average build/model/two.pt build/model/third/best.pt --to build/model/three.pt
	PYTHONPATH=src:. $(TRAIN) -m training.export --model build/model/three.pt --corpus corpus --to build/model/weights

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf build $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
