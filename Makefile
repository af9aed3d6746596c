# Short names for the commands of the README; each runs in .venv, which `install` makes.
PYTHON ?= python3
BIN := .venv/bin
IN ?= data/samples
OUT ?= reports_out
# The samples come with a roster and a rubric of their own; OPTIONS takes those of other folders.
OPTIONS ?= $(if $(filter data/samples,$(IN)),--roster data/roster.csv --rubric data/rubric.toml)

.PHONY: install check test reports

install: $(BIN)/gkaudit

$(BIN)/gkaudit: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q -e '.[test]'
	@touch $@

check: install
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

test: install
	$(BIN)/python -m tests

reports: install
	$(BIN)/python -m audit audit $(IN) --out $(OUT) $(OPTIONS)
