# SPDX-License-Identifier: Apache-2.0
# `make run` and `make test` are all a newcomer needs; the rest is for those who change supple.
PYTHON ?= python3
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 pyproject.toml

.PHONY: run setup test check audit bench faults bench-peers lock reference screenshots
run: .venv/app
	@$(BIN)/python -m supple demo

setup: .venv/app

.venv/app: requirements/app.txt requirements/build.txt
	@tools/make_venv.sh "$(PYTHON)" requirements/app.txt requirements/build.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable . && touch $@

.venv/dev .venv/browser .venv/cohort .venv/encrypted .venv/release: .venv/%: requirements/%.txt .venv/app
	@tools/make_venv.sh "$(PYTHON)" $< && touch $@

# Apart, because what they bring would stand in the way of the rest.
.venv/reading .venv/peers: .venv/%: requirements/%.txt .venv/app
	@$(BIN)/pip install --quiet --require-hashes --only-binary :all: --target $@ --upgrade -r $<

test: .venv/dev
	$(BIN)/pytest -n auto --ignore=tests/browser --ignore=tests/fuzz --ignore=tests/cohort --ignore-glob="tests/faults/test_postgres*.py"

check: .venv/browser .venv/cohort .venv/reading
	tools/check.sh

audit: .venv/browser
	tools/audit.sh

bench: .venv/dev
	$(BIN)/python -m benchmarks $(if $(SOAK),--soak $(SOAK))

bench-peers: .venv/peers
	PYTHONPATH=$< $(BIN)/python -m benchmarks.inference.peers_table
	PYTHONPATH=$< $(BIN)/python -m benchmarks.trials_peers

faults fuzz: .venv/dev .venv/release
	$(BIN)/python -m tests.$@ --write $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(INPUTS),--inputs $(INPUTS))

release: .venv/dev .venv/release
	$(BIN)/python tools/release.py

reference: .venv/dev
	$(BIN)/python tools/make_reference.py

screenshots: .venv/browser
	$(BIN)/python tools/screenshots.py

lock: .venv/dev
	$(LOCK) --output-file requirements/app.txt
	$(LOCK) --extra build --constraint requirements/app.txt --output-file requirements/build.txt
	$(LOCK) --extra dev --constraint requirements/build.txt --output-file requirements/dev.txt
	for one in cohort encrypted; do $(LOCK) --extra $$one --constraint requirements/dev.txt --output-file requirements/$$one.txt; done
	$(LOCK:pyproject.toml=) --group reading --output-file requirements/reading.txt
	$(LOCK:pyproject.toml=) --group peers --constraint requirements/dev.txt --output-file requirements/peers.txt
	$(LOCK:pyproject.toml=) --group release --constraint requirements/dev.txt --output-file requirements/release.txt
	$(LOCK) --extra dev --extra browser --constraint requirements/dev.txt --output-file requirements/browser.txt
