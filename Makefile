# One runner, the same here and in CI. `make` alone lists what it can do.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
ARGS ?=
PY := .venv/bin/python
SERVICES := $(PY) -m sendsys.services

# `check --deploy` looks at the settings of production; none of these values is used for anything else.
PRODUCTION := DJANGO_ENV=production SECRET_KEY=for-checking-only-$(shell seq -s x 30) ALLOWED_HOSTS=sendsys.example \
	CSRF_TRUSTED_ORIGINS=https://sendsys.example SITE_URL=https://sendsys.example \
	DATABASE_URL=postgresql://web:check@127.0.0.1:1/none DATABASE_OWNER_URL=postgresql://owner:check@127.0.0.1:1/none \
	REDIS_URL=redis://:check@127.0.0.1:1/0 EMAIL_URL=smtp://127.0.0.1:25 DEFAULT_FROM_EMAIL=sendsys@sendsys.example

.DEFAULT_GOAL := help
.PHONY: help bootstrap bootstrap-dev demo test hunt shuffle check fix bench shell clean

help: ## List the targets
	@echo "make TARGET:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

bootstrap:
	@$(PYTHON) tools/bootstrap.py

bootstrap-dev:
	@$(PYTHON) tools/bootstrap.py --dev

demo: bootstrap ## Run the product with invented schools (PORT=8010 HOST=0.0.0.0; RESET=1 begins again)
	@$(SERVICES) demo --host $(HOST) --port $(PORT) $(if $(filter-out 0,$(RESET)),--reset)

test: bootstrap-dev ## Run the tests (ARGS="tests/apdr -k cycle")
	@echo "Testing, on servers of its own in var/test"
	@DJANGO_ENV=test $(PY) manage.py build_assets
	@DJANGO_ENV=test $(SERVICES) run --data var/test --fast -- $(PY) -m pytest -n 2 $(ARGS)

hunt: ## Try the tests of properties with examples never tried before (ARGS="tests/core/deadlines")
	@PYTHONHASHSEED=random $(MAKE) --no-print-directory test ARGS="-m hypothesis --hypothesis-profile=hunt $(ARGS)"

shuffle: ## Run the tests with rows that stand equal in any order (ARGS as for test)
	@PYTHONHASHSEED=random $(MAKE) --no-print-directory test ARGS="-p tests.shuffle $(ARGS)"

check: bootstrap-dev ## Check style, templates, imports, migrations, production settings, diagrams
	@echo "Style"; .venv/bin/ruff check . && .venv/bin/ruff format --check --quiet .
	@echo "Templates"; .venv/bin/djlint --lint --quiet templates
	@echo "Imports"; .venv/bin/lint-imports --no-logo
	@echo "Migrations"; DJANGO_ENV=development $(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@echo "Production settings"; $(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	@echo "Diagrams"; DJANGO_ENV=development $(PY) manage.py diagrams --check

fix: bootstrap-dev ## Put style right where a tool can
	@echo "Style"; .venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

bench: bootstrap-dev ## Measure, on servers of its own in var/bench
	@echo "Measuring, on servers of its own in var/bench"
	@$(SERVICES) run --data var/bench -- $(PY) -m bench $(ARGS)

shell: bootstrap ## Open Django's shell on the demonstration's data
	@$(SERVICES) run -- $(PY) manage.py shell

clean: ## Remove caches and the data of tests; .venv and the demonstration stay
	@echo "Removing caches, var/test and var/bench"
	@rm -rf var/test var/bench .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -path ./.venv -prune -o -path ./var -prune -o -name __pycache__ -type d -exec rm -rf {} +
