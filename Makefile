# Everything a person does here. Needs Python 3.11 or newer and make; makes .venv by itself.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Each test process would compile a thousand modules anew.
unexport PYTHONDONTWRITEBYTECODE
# Two a core: a good part of a test is waiting for the other end of a connection.
WORKERS := $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN))
# Where there are 2 GB of it free, tests make their thousands of databases in memory: no commit waits for the disk.
IN_MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2000000 { print "TMPDIR=/dev/shm" }')
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/*.po)

.PHONY: demo run test check check-slow bench texts lock clean

# --- what the README names -------------------------------------------------------------------------------
demo: .venv/run texts.mo
	@$(BIN)/roadmap-bot demo $(ARGS)

run: .venv/run texts.mo
	@$(BIN)/roadmap-bot run

test: .venv/dev texts.mo
	$(IN_MEMORY) $(BIN)/pytest -n $(WORKERS) --dist worksteal

# --- before a change lands -------------------------------------------------------------------------------
check: .venv/dev texts.mo
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(IN_MEMORY) $(BIN)/pytest -n $(WORKERS) --dist worksteal

# What takes long, and what is random at length: many kills, long histories, a year.
check-slow: .venv/dev texts.mo
	THOROUGH=1 $(IN_MEMORY) $(BIN)/pytest -n $(WORKERS) --dist worksteal -m 'slow or random'

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
# `.venv/complete` names the folder where the last installation came to its end. An environment without it was
# killed half-way, one that names another folder was moved or copied, one without pip has lost its Python: it is
# made anew. What pip refuses it undoes, so that only a kill leaves it out.
IS_COMPLETE := $(shell .venv/bin/python -c 'import pathlib, pip; print(pathlib.Path(".venv/complete").read_text().strip() == str(pathlib.Path(".venv").resolve()))' 2>/dev/null)
ifneq ($(IS_COMPLETE),True)
.PHONY: .venv/bin/python .venv/run .venv/dev
endif
COMPLETE := status=$$?; (cd .venv && pwd -P >complete); exit $$status
NO_VENV := echo '$(PYTHON) cannot make an environment: it lacks venv or ensurepip. On Debian and Ubuntu: apt install $(notdir $(PYTHON))-venv' >&2; exit 1

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo 'There is no $(PYTHON). On Debian and Ubuntu: apt install python3 python3-venv' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed. Name it: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(NO_VENV); }
	@echo 'Making .venv'
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { rm -rf .venv; $(NO_VENV); }

.venv/run: requirements.txt pyproject.toml hatch_build.py | .venv/bin/python
	@echo 'Installing requirements.txt'
	@rm -f .venv/complete
	@$(PIP) --require-hashes -r requirements.txt && $(PIP) --no-deps --no-build-isolation --editable . && touch $@; $(COMPLETE)

.venv/dev: requirements-dev.txt .venv/run
	@echo 'Installing requirements-dev.txt'
	@rm -f .venv/complete
	@$(PIP) --require-hashes -r requirements-dev.txt && touch $@; $(COMPLETE)

COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra build
lock: .venv/dev
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean:
	rm -rf .venv
