# The commands of Recourse. `make run` and `make test` are all that a new machine needs.
PY := .venv/bin/python

SIZES ?= 1600x1000 1280x800
THEMES ?= light dark
LANGUAGES ?= en zh_Hans
PICTURES ?= pictures
CASES ?= 100000
WHAT ?= twin
SEEDS ?= 0-199
# A worker a core; `make test WORKERS=` runs one test after another, as a debugger wants it.
WORKERS ?= -n auto --maxprocesses 4 --dist worksteal

.PHONY: run test quick coverage simulate setup lint format pictures bench profile messages constraints

run: setup
	@.ci/display && exec .venv/bin/recourse $(ARGS)

test:
	@.ci/setup tests
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest $(WORKERS) $(ARGS)

quick: setup
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest $(WORKERS) -m "not slow" $(ARGS)

# How many of the lines the quick tests run, against a floor that only rises; `ARGS=--raise`.
coverage: setup
	QT_QPA_PLATFORM=offscreen $(PY) .ci/coverage_floor.py $(WORKERS) $(ARGS)

# Days of a whole office with every fault; `ARGS="--faults epoch,wipe"` chooses among them.
simulate: setup
	$(PY) -m tests.simulation --seeds $(SEEDS) $(ARGS)

setup:
	@.ci/setup

lint: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

format: setup
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

pictures: setup
	@for language in $(LANGUAGES); do for theme in $(THEMES); do for size in $(SIZES); do \
	    echo "$$language $$theme $$size"; \
	    QT_QPA_PLATFORM=offscreen .venv/bin/recourse \
	        --picture $(PICTURES)/$$language-$$theme-$$size \
	        --language $$language --theme $$theme --size $$size || exit 1; \
	done; done; done

bench: setup
	QT_QPA_PLATFORM=offscreen .venv/bin/recoursectl bench startup next-case language twin outbox \
	    --cases $(CASES) $(ARGS)

# Where the time of a bench goes: `make profile WHAT=next-case`; the figures are in profile.pstats.
profile: setup
	QT_QPA_PLATFORM=offscreen $(PY) -m cProfile -o profile.pstats -m ui.bench $(WHAT) \
	    --cases 2000 $(ARGS) || true
	$(PY) -c "import pstats; pstats.Stats('profile.pstats').sort_stats('cumtime').print_stats(60)"

# No date, host or line number that differs from one machine to the next may enter
# the catalogues: .ci/messages.py writes the headers.
messages: setup
	$(PY) .ci/messages.py

# Renews every pin; read the difference before committing it.
constraints: setup
	$(PY) .ci/constraints.py
