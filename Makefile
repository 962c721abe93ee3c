# Everything sets itself up: only Python 3.11-3.13 (venv, pip) and make are needed beforehand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run-ready
DEV := $(VENV)/.dev-ready
OCR := $(VENV)/.ocr-ready

.PHONY: help setup ocr demo serve test check lint types layers rules bench chaos train browser lock clean

help:
	@echo "make demo    the whole line on the sample market, into ./demo/"
	@echo "make test    the tests"
	@echo "make check   style, types, layers, rules and tests"
	@echo "make serve   the web desk on the demo's data (or ZUANJIAN_HOME)"
	@echo "make bench   speed and memory against named peers"
	@echo "make chaos   kill -9 at two hundred random points: nothing is lost, nothing there twice"
	@echo "make train   the second reader, learnt anew from the corpus"
	@echo "make ocr     the packages that read text in pictures"
	@echo "make setup   only the set-up: .venv with pinned and hashed packages"

setup: $(RUN)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(RUN): requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) (first time: a few minutes)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# What reads the text in sellers' pictures: about 260 MB, so only where it is wanted.
ocr: $(OCR)

$(OCR): requirements/ocr.txt $(RUN)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/ocr.txt
	@touch $@

demo: $(RUN)
	$(BIN)/zuanjian demo

serve: $(RUN)
	$(BIN)/zuanjian $(if $(wildcard demo/zuanjian.db),--home demo) serve

test: $(DEV)
	$(BIN)/python -m pytest -n 3 --dist loadfile

check: lint types layers rules test

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV)
	$(BIN)/mypy

layers: $(DEV)
	$(BIN)/lint-imports

rules: $(DEV)
	$(BIN)/zuanjian rules lint $(foreach f,$(wildcard tests/corpus/ordinary*.jsonl),--ordinary $(f))

bench: $(DEV)
	$(BIN)/python -m tests.bench

# Programs killed anywhere, over one memory that goes on; PostgreSQL too where ZUANJIAN_TEST_POSTGRES_URL names a server.
chaos: $(DEV)
	$(BIN)/python -m tests.chaos.kills

# Learns the second reader anew from the corpus: weights, tuning and the figures of its card (nlp/second_reader/).
train: $(DEV)
	$(BIN)/python -m tests.training

# Chromium for the browser tests, where the system is Debian or Ubuntu and we may install packages.
browser:
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null)

# Maintainers: pin anew. uv resolves for every supported Python at once; no index address is written.
lock:
	uv pip compile --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements/run.txt
	uv pip compile --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --extra ocr -c requirements/run.txt -o requirements/ocr.txt
	uv pip compile --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache demo
