# Konchi: the commands of README. Everything lives in .venv, made from requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
GOLD ?= tests/gold/devA.articles.jsonl tests/gold/devB.articles.jsonl
SEED ?= 1
COUNT ?= 20000

.PHONY: install help demo run test test-faults lint score score-unlisted learn bench bench-understand bench-crawl bench-dedup bench-alerts screenshots lock clean

install: .venv/installed ## the environment, from requirements.lock

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Konchi needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

help: ## the targets, each with what it does
	@sed -n 's/^\([a-z-]*\):.* ## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 18

demo: install ## crawl the newsstand on this machine and read the digest; twice in a row, the second is empty
	$(BIN)/python -m tests.demo

run: install ## the same on the live catalogue, once
	$(BIN)/konchi run --once
	$(BIN)/konchi digest --preview --text

# Dealt out one by one: of a larger share, whatever its size, a worker may keep the slow ones to the end.
test: install ## everything Konchi promises, on SQLite and on a real PostgreSQL
	$(BIN)/pytest -n 2 --maxschedchunk 1

test-faults: install ## the long suites of what a monitor must survive, each with its figure
	$(BIN)/pytest -n 2 --dist loadgroup --promises -m "faults or promise"

lint: install ## style, types and which room may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

score: install ## crawl the newsstand from an empty database and measure against the labelled articles
	$(BIN)/python -m tests.score $(GOLD)

score-unlisted: install ## the parties that are found where the lexicon holds none of them
	$(BIN)/python -m tests.unlisted $(GOLD)

learn: install ## weigh anew what speaks for sides, types, minerals and sums, by the labelled articles
	$(BIN)/python -m tests.gold.learn

bench: install .score/newsplease ## figures with their peers, in one run
	$(BIN)/python -m benchmarks.understand
	$(BIN)/python -m benchmarks.crawl
	$(BIN)/python -m benchmarks.archive

bench-understand: install .score/newsplease ## the first half, and the cost of one more article with up to a million stored: SIZES="1000 100000 1000000"
	$(BIN)/python -m benchmarks.understand
	$(BIN)/python -m benchmarks.growth $(SIZES)

.score/newsplease: # a peer, in an environment of its own; where it cannot be had, the benchmark says so
	$(PYTHON) -m venv $@
	-$@/bin/pip install --quiet --disable-pip-version-check "news-please>=1.6,<2"

bench-crawl: install .score/newsplease ## the second half of it: the crawl beside bare Scrapy and news-please's crawler
	$(BIN)/python -m benchmarks.crawl

bench-dedup: install ## near duplicates among made-up news: SEED=1 COUNT=20000
	$(BIN)/python -m benchmarks.dedup --seed $(SEED) --count $(COUNT)

bench-alerts: install ## from an article's publication to the alert's arrival, in a quarter of an hour, and digests a second
	$(BIN)/python -m benchmarks.alerts
	$(BIN)/python -m benchmarks.digests

screenshots: install ## the demo's digest in every language and the readers' pages, narrow and wide, light and dark, as a browser draws them
	$(BIN)/python -m tests.screenshots

lock: ## resolve pyproject.toml anew
	$(PYTHON) -m venv --clear .venv/lock
	.venv/lock/bin/pip install --quiet uv
	.venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes --no-header pyproject.toml --output-file requirements.lock

clean: ## forget the demo, the scores and the environment; readers' data stays
	rm -rf .venv .demo .score .screenshots
