# Two commands matter: `make demo` and `make test`. Each sets up `.venv` first where that is needed.
PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup demo test lint check-types check-imports pytest bench-reading bench-figures evaluate clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev
	touch $(STAMP)

demo: setup
	@mkdir -p out
	@$(BIN)/msgcheck scan corpora/demo --messaging messaging/ --output out/report.html --output out/report.json; \
	code=$$?; if [ $$code -le 1 ]; then exit 0; else exit $$code; fi

test: lint check-types check-imports pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types: setup
	$(BIN)/mypy

check-imports: setup
	$(BIN)/lint-imports

pytest: setup
	$(BIN)/python -m pytest

bench-reading: setup
	$(BIN)/python benchmarks/bench_reading.py $(REAL)

bench-figures: setup
	$(BIN)/python benchmarks/bench_figures.py $(QUANTITIES)

evaluate: setup
	$(BIN)/msgcheck evaluate corpora/statements/dev
	$(BIN)/msgcheck evaluate corpora/statements/dev --docs

clean:
	rm -rf .venv out build *.egg-info
