# Two commands for a newcomer: `make up` runs lont, `make test` tests it. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install install-test up test coverage lint format screenshots messages lock clean

help: ## List what can be made.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

# A marker file stands for an installed group; it is older than a changed requirements file, and so installed anew.
$(VENV)/.service: requirements/service.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements/service.txt
	$(PIP) --no-deps --editable .
	touch $@

$(VENV)/.test: $(VENV)/.service requirements/test.txt
	$(PIP) -r requirements/test.txt
	touch $@

install: $(VENV)/.service ## Set up what lont needs to run, in .venv.

install-test: $(VENV)/.test ## Set up what tests and checks need besides.

up: install ## Run lont here: API, page, worker, demonstration feed; Ctrl-C ends it.
	@$(BIN)/lont up

test: install-test ## Run all tests; T=path runs some.
	$(BIN)/python -m pytest -n 2 $(or $(T),tests)

coverage: install-test ## The same, and tell which lines no test reaches; takes a good deal longer.
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered $(or $(T),tests)

lint: install-test ## Check style, types, layers and corpus.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/lont label check

format: install-test ## Mend style where that can be done by itself.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: install-test ## Make the pictures of the documents anew; needs Chromium.
	$(BIN)/python -m tests.support.screenshots docs/images

# Extracts into var/, since the template is written anew each time; only catalogues are kept.
messages: install ## Bring new texts of the pages into the catalogues, and compile what is translated.
	mkdir -p var
	$(BIN)/pybabel --quiet extract --mapping=service/locale/babel.cfg --keyword=N_ --keyword=worded --no-wrap --sort-output \
	  --add-location=file --project=lont --output=var/lont.pot service
	$(BIN)/pybabel --quiet update --domain=lont --input-file=var/lont.pot --output-dir=service/locale --no-wrap \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel --quiet compile --domain=lont --directory=service/locale --statistics

lock: ## Resolve requirements/*.in anew and pin what comes out.
	rm -rf var/lock && mkdir -p var/lock
	for group in service label train test; do \
	  $(PYTHON) -m venv var/lock/$$group && \
	  cat $$(ls var/lock/*.pins 2>/dev/null) /dev/null > var/lock/known && \
	  var/lock/$$group/bin/pip install --quiet -c var/lock/known -r requirements/$$group.in && \
	  var/lock/$$group/bin/pip freeze | sed 's/+cpu$$//' > var/lock/$$group.pins || exit 1; \
	done
	(echo '# Everything that runs lont, as pinned by `make lock` from service.in.'; cat var/lock/service.pins) > requirements/service.txt
	for group in label train; do \
	  (echo "# What $$group.in needs besides, as pinned by \`make lock\`."; echo '-r service.txt'; \
	   grep -vxFf var/lock/service.pins var/lock/$$group.pins) > requirements/$$group.txt; \
	done
	(echo '# Everything that tests and checks lont, as pinned by `make lock` from test.in.'; \
	 printf '%s\n' '-r train.txt' '-r label.txt'; \
	 cat var/lock/service.pins var/lock/label.pins var/lock/train.pins | grep -vxFf - var/lock/test.pins) > requirements/test.txt

clean: ## Remove what was installed and stored.
	rm -rf $(VENV) var
