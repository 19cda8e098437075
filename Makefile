# TeamFlow. `make run` needs Python 3.11 or newer and nothing else.
.POSIX:
PYTHON = python3
BOOTSTRAP = $(PYTHON) teamflow/launch/bootstrap.py
BIN = .venv/bin
TESTS = -n 2

.PHONY: help run dev setup test unit client-test e2e browser quick screenshots check lint types format lock bench kills clean backup restore

help:
	@echo "make run    start TeamFlow (PORT, TEAMFLOW_DATA, TEAMFLOW_URL, WEB_PROCESSES)"
	@echo "make dev    the same with reload and debug"
	@echo "make test   all tests: Python, TypeScript, browser"
	@echo "make check  lint, types, import boundaries, migrations, and all tests"
	@echo "make bench  the benchmarks"
	@echo "make backup TO=file · make restore FROM=file   (docs/backup.md)"
	@echo "Also: setup lint types format unit client-test e2e kills lock clean"

run:
	@$(BOOTSTRAP) run

dev:
	@$(BOOTSTRAP) dev

# WITH=--verify, WITH=--replace: see docs/backup.md.
backup:
	@$(BIN)/python manage.py backup "$(TO)" $(WITH)

restore:
	@$(BIN)/python manage.py restore "$(FROM)" $(WITH)

setup:
	@$(BOOTSTRAP) setup
	@$(BIN)/python -m teamflow.launch.browser

test: setup
	@$(MAKE) client-test
	@$(MAKE) unit
	@$(MAKE) e2e

unit: setup
	$(BIN)/python -m pytest $(TESTS)

client-test: setup
	$(BOOTSTRAP) node node_modules/vitest/vitest.mjs run

e2e: setup
	@$(MAKE) browser
	@$(MAKE) kills

# A step that a busy machine made late gets one more try; what fails twice fails. Kills get none.
browser: setup
	$(BIN)/python -m pytest e2e -m "not kills" $(TESTS) --dist loadfile || $(BIN)/python -m pytest e2e -m "not kills" --last-failed

# SHOTS="--url http://127.0.0.1:8000 --email … --password …": of a TeamFlow that runs.
screenshots: setup
	$(BIN)/python -m e2e.screenshots $(SHOTS)

kills: setup
	$(BIN)/python -m pytest e2e -m kills

# The kills mostly wait for what was killed to come back, which costs the others little.
check: setup
	@$(MAKE) -j3 --output-sync=target quick types kills
	@$(MAKE) browser

quick: setup
	@$(MAKE) lint
	@$(MAKE) client-test
	@$(MAKE) unit

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/codespell
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=teamflow.settings_test $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m teamflow.launch.deploy_check
	$(BOOTSTRAP) node node_modules/eslint/bin/eslint.js .
	$(BOOTSTRAP) node node_modules/prettier/bin/prettier.cjs --check .

types: setup
	$(BIN)/mypy .
	$(BOOTSTRAP) node node_modules/typescript/bin/tsc --noEmit

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BOOTSTRAP) node node_modules/prettier/bin/prettier.cjs --write .

lock:
	uv pip compile --quiet --universal --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile --quiet --universal --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 requirements.in requirements-dev.in -o requirements-dev.txt

bench: setup
	$(BIN)/python -m bench.run

clean:
	rm -rf .venv client/node_modules static/dist .mypy_cache .ruff_cache .pytest_cache
