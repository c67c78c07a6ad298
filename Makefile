# Two commands matter: `make demo` and `make test`. Each sets up `.venv` first where that is needed.
PYTHON ?= $(or $(shell command -v python3.11 || command -v python3.12 || command -v python3),python3.11)
BIN := .venv/bin
# Named after the folder, so that an environment that was moved or copied is noticed.
STAMP := .venv/.installed-$(firstword $(shell printf '%s' '$(CURDIR)' | cksum))
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Folders of files that are not part of the project; the benchmarks that need them are skipped where these are not set.
#   REAL        one folder a format: pptx/ docx/ decks/ reply_trimmer/ ...
#   QUANTITIES  recognizers_*.jsonl.gz: texts with the numbers and units in them
#   NLI         summedits_*.jsonl.gz: documents with summaries that are backed or not
#   CLAIMS      changed_claims.jsonl, reworded_claims.jsonl: what companies said before and after
REAL ?=
QUANTITIES ?=
NLI ?=
CLAIMS ?=

.DEFAULT_GOAL := help
.PHONY: help setup lost demo story test lint check-types check-imports pytest docs examples bench-reading bench-figures bench-pairs bench-judge bench-divergences bench-drift bench-store bench-milter bench-presend bench-presend-clean evaluate accuracy clean

help:  ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP)  ## make .venv with msgcheck in it (2 GB; some minutes the first time)

# An environment that does not work here, or lost its Python, is made anew; an interrupted one is completed.
$(STAMP): pyproject.toml constraints.txt $(shell test -x $(BIN)/python || echo lost)
	@if test -d .venv && ! { $(BIN)/python -c '' && grep -qF '$(CURDIR)/.venv' $(BIN)/pip; } >/dev/null 2>&1; then \
		echo 'The environment in .venv does not work here; making it anew.'; rm -rf .venv; fi
	@test -x $(BIN)/python || '$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=...")'
	@test -x $(BIN)/python || { echo 'Setting up .venv ...'; '$(PYTHON)' -m venv .venv; }
	@$(PIP) install -qq --constraint constraints.txt 'pip>=25.1'
	@$(PIP) install -qq --constraint constraints.txt --editable . --group dev
	@touch $(STAMP)

lost:

demo: setup  ## scan the demo documents; reports in out/
	@$(BIN)/msgcheck scan corpora/demo --messaging messaging/ --output out/report.html --output out/report.json; \
	code=$$?; if [ $$code -gt 1 ]; then exit $$code; fi; \
	echo; echo 'The demo worked. Open out/report.html in a browser; out/report.json is the same for programs.'

story: setup  ## six months of one company: scans, answers, the reports on divergences, on November and ahead
	@rm -rf out/story; $(BIN)/python corpora/story/make_story.py out/story
	@$(BIN)/python corpora/story/play_story.py out/story
	@echo; echo 'Open out/story.html, out/story-november.html and out/story-ahead.html. To answer: cd out/story; msgcheck divergences list.'

test: lint check-types check-imports pytest  ## everything that has to pass

lint: setup  ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types: setup  ## mypy --strict
	$(BIN)/mypy

check-imports: setup  ## the layers hold
	$(BIN)/lint-imports

pytest: setup  ## the tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

docs: setup  ## write anew what the documentation takes from the code
	$(BIN)/python docs/make_reference.py

examples: setup  ## take the output and the picture in README.md anew
	$(BIN)/python docs/make_examples.py

bench-reading: setup  ## how much of real files is read: make bench-reading REAL=FOLDER
	@if [ -n '$(REAL)' ]; then $(BIN)/python benchmarks/bench_reading.py '$(REAL)'; \
	else echo 'skipped: no folder of real files; name one with REAL=FOLDER'; fi

bench-figures: setup  ## how well figures are read: make bench-figures QUANTITIES=FOLDER
	$(BIN)/python benchmarks/bench_figures.py $(if $(QUANTITIES),'$(QUANTITIES)')

bench-pairs: setup  ## what a text backs and what it does not: make bench-pairs NLI=FOLDER CLAIMS=FOLDER
	$(BIN)/python benchmarks/bench_pairs.py $(if $(NLI),--nli '$(NLI)') $(if $(CLAIMS),--claims '$(CLAIMS)')

bench-judge: setup  ## what each part of judging costs, and what reading fewer pairs loses
	$(BIN)/python benchmarks/bench_judge.py

bench-presend-clean: setup  ## how often a clean mail is interrupted before sending: make bench-presend-clean OTHERS=FOLDER
	$(BIN)/python benchmarks/bench_presend_clean.py $(if $(OTHERS),--others '$(OTHERS)')

bench-divergences: setup  ## how well findings are put together into divergences, beside rows that know nothing
	$(BIN)/python benchmarks/bench_divergences.py --end-to-end

bench-drift: setup  ## how often drift that is there is called, and drift that is not, on simulated months
	$(BIN)/python benchmarks/bench_drift.py

bench-store: setup  ## how large the store of a year becomes, and how long reports of it take
	$(BIN)/python benchmarks/bench_store.py

bench-milter: setup  ## what the check at the mail server costs a mail, and mail under load; needs Postfix and root
	PYTHONPATH=tests $(BIN)/python benchmarks/bench_milter.py

bench-presend: setup  ## how long a mail waits for the check before sending, warm and cold
	$(BIN)/python benchmarks/bench_presend.py

evaluate: setup  ## the judge on labelled statements and documents, beside judges that know nothing
	$(BIN)/msgcheck evaluate corpora/statements/dev
	$(BIN)/msgcheck evaluate corpora/statements/dev --docs

accuracy: setup  ## the same as a page for readers, docs/accuracy.md; after every change of the weights
	$(BIN)/msgcheck evaluate corpora/statements/dev --output docs/accuracy.md

clean:  ## remove what was made
	rm -rf .venv out build dist ./*.egg-info
