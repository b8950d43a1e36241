# The commands of the README. Only Python 3.11+, make and a package registry are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m pipelines.cli

.PHONY: report test test-kills build check setup lint lock bench docs clean

report: setup ## validate data, build the release and render the site
	$(RUN) build
	$(RUN) report

test: setup lint ## run every test
	$(BIN)/python -m pytest

test-kills: setup ## kill add, build and report 240 times at random moments (some ten minutes)
	CIVICSPACE_KILLS=240 $(BIN)/python -m pytest tests/pipelines/trust/test_interruption.py

build: setup ## validate data, compute the indices and write build/release
	$(RUN) build

check: setup ## validate data only
	$(RUN) check

setup: $(VENV)/.ready ## make the locked environment

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

lint: setup ## style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: setup ## regenerate codebook, templates and signatures after a schema or data change
	$(RUN) generate

lock: ## compile requirements.lock for all platforms, with hashes (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--python-version 3.11 --all-extras pyproject.toml -o requirements.lock

bench: setup ## print timings of engine, build and site
	$(BIN)/python benchmarks/engine.py
	$(BIN)/python benchmarks/run.py

clean: ## remove everything that is built
	rm -rf build $(VENV)
