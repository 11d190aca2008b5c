# Everything a person does here. Needs Python 3.11 or newer and make; makes .venv by itself.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/*.po)

.PHONY: demo run test check bench texts lock clean

# --- what the README names -------------------------------------------------------------------------------
demo: .venv/run texts.mo
	@$(BIN)/roadmap-bot demo $(ARGS)

run: .venv/run texts.mo
	@$(BIN)/roadmap-bot run

test: .venv/dev texts.mo
	$(BIN)/pytest -n auto --dist worksteal

# --- before a change lands -------------------------------------------------------------------------------
check: .venv/dev texts.mo
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist worksteal

bench: .venv/dev texts.mo
	$(BIN)/python -m tests.bench

# --- texts: collect them from the source, bring the catalogues up to date --------------------------------
texts: .venv/dev
	$(BIN)/pybabel --quiet extract --no-location --sort-output --omit-header -k _ -k ngettext:1,2 -o locales/messages.pot bot handlers
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -d locales -i locales/messages.pot
	$(MAKE) texts.mo

.PHONY: texts.mo
texts.mo: $(CATALOGUES:.po=.mo)
%.mo: %.po
	$(BIN)/pybabel --quiet compile -i $< -o $@

# --- the environment -------------------------------------------------------------------------------------
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed. Name it: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv .venv

.venv/run: requirements.txt pyproject.toml hatch_build.py | .venv/bin/python
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: requirements-dev.txt .venv/run
	$(PIP) --require-hashes -r requirements-dev.txt
	touch $@

COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra build
lock: .venv/dev
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean:
	rm -rf .venv
