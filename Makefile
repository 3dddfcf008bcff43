# make run     the demo: PostgreSQL, a local Telegram and the bot
# make test    all tests            make check   style, types, imports
# make setup   only prepare .venv   make bench   the measurements of docs/performance.md
.PHONY: run test check setup bench
.SILENT:

run: setup
	sh scripts/system.sh tesseract || true
	exec .venv/bin/relay-bot demo

setup:
	sh scripts/setup.sh

test: setup
	sh scripts/system.sh chromium pgbouncer tesseract
	.venv/bin/pytest -n 3 --dist worksteal

check: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache

bench: setup
	set -e; for script in bench/[!_]*.py; do echo "== $$script"; .venv/bin/python "$$script"; done
