# Short names for the commands of the README; each runs in .venv, which `install` makes.
PYTHON ?= python3
BIN := .venv/bin
IN ?= data/samples
OUT ?= reports_out
# The samples come with a roster and a rubric of their own; OPTIONS takes those of other folders.
OPTIONS ?= $(if $(filter data/samples,$(IN)),--roster data/roster.csv --rubric data/rubric.toml)

.PHONY: install check fast test reports delta newest constraints

install: $(BIN)/gkaudit

$(BIN)/gkaudit: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[test]'
	@touch $@

check: install
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

# What a change to a rule, to matching or to reading can break; under two minutes on two processors.
fast: install
	$(BIN)/python -m tests --fast

# Everything that guards the project.
test: install
	$(BIN)/python -m tests

reports: install
	$(BIN)/python -m audit audit $(IN) --out $(OUT) $(OPTIONS)

# What moved: the last commit against the working tree, or as DELTA says (see benchmarks/delta.py).
delta: install
	$(BIN)/python -m benchmarks.delta $(DELTA)

# Looks ahead: all tests on the newest libraries, in an environment of their own.
newest:
	$(PYTHON) -m venv --clear build/newest
	build/newest/bin/python -m pip install -q -e '.[test]'
	build/newest/bin/python -m tests

# Takes the newest libraries into constraints.txt, for every Python and system that the project runs on.
constraints:
	$(PYTHON) -m venv build/uv
	build/uv/bin/python -m pip install -q uv
	build/uv/bin/uv pip compile -q --universal --python-version 3.11 --all-extras --upgrade --no-annotate --no-header \
	  pyproject.toml -o build/constraints.txt
	sed -n '/^#/p' constraints.txt | cat - build/constraints.txt > build/new.txt
	mv build/new.txt constraints.txt
