# Two commands do everything on a fresh machine: make demo, make test.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test lint types arch bench check setup lock

# The demo city, two nights, the letters; ends by saying where the leaderboard is.
demo: $(READY)
	$(BIN)/segar demo

# Everything CI asks for; ends with pytest's closing line.
test: lint types arch
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

arch: $(READY)
	$(BIN)/lint-imports

bench: $(READY)
	@ls bench/*.py && echo 'run one with: $(BIN)/python -m bench.NAME --help'

# Is sites.yaml fit for tonight?
check: $(READY)
	$(BIN)/segar check

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(READY)

# Pins anew; no index or find-links lines, so that any machine's pip settings serve.
lock: $(READY)
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --upgrade --extra dev --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml
