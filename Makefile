# The two commands: `make demo` serves the site with sample data, `make test` runs every check there is.
PORT ?= 8000
ARGS ?=
SECONDS ?= 60
export PORT

.PHONY: demo test test-data test-pages lighthouse screenshots test-faults bench fuzz lint format lock clean

demo:
	@exec deploy/demo

# ARGS goes to pytest: make test ARGS="tests/procurement -k ranking"
test:
	@deploy/venv requirements-dev.txt
	@deploy/messages
	@exec .venv/bin/python -m tests.everything $(ARGS)

# Every kind of page in Chromium, by axe and vnu, and each figure on them summed again; part of `make test`.
# ARGS="--million" adds query counts and times over a million rows; ARGS="-k axe" picks tests.
test-pages:
	@deploy/venv requirements-dev.txt
	@deploy/messages
	@exec .venv/bin/python -m tests.browser $(ARGS)

# Our open data by the tools of others, on both databases: frictionless, schemathesis and so on; in short, part of `make
# test`. ARGS="frictionless kit" picks checks, ARGS="--quick" asks the API less.
test-data:
	@deploy/venv requirements-dev.txt
	@deploy/messages
	@exec .venv/bin/python -m tests.open_data $(ARGS)

# Lighthouse for a phone over eight pages, as a table; fails below 100, performance below 99. Three minutes.
lighthouse:
	@deploy/venv requirements-dev.txt
	@deploy/messages
	@exec .venv/bin/python -m tests.browser.lighthouse $(ARGS)

# Takes every picture in docs/screenshots anew.
screenshots:
	@deploy/venv requirements-dev.txt
	@deploy/messages
	@exec .venv/bin/python -m tests.browser.screenshots $(ARGS)

# Every fault in full on both databases, and the table of figures: an hour. More with ARGS="--million".
test-faults:
	@deploy/venv requirements-dev.txt
	@deploy/messages
	@exec .venv/bin/python -m tests.faults $(ARGS)

# The loader beside the plain tools of both databases: an hour. ARGS="--quick" for a few minutes.
# MEASURE=downloads: a million rows of CSV beside `psql \copy`, a quarter of an hour.
MEASURE ?= load
bench:
	@deploy/venv requirements-dev.txt
	@exec .venv/bin/python -m bench.$(MEASURE) $(ARGS)

# Bytes at random for every reader, SECONDS each; the two readers of a file must agree.
fuzz:
	@deploy/venv requirements-dev.txt
	@for kind in csv json jsonl xlsx; do .venv/bin/python -m tests.fuzz.readers $$kind $(SECONDS) || exit 1; done

lint:
	@deploy/venv requirements-dev.txt
	@.venv/bin/python -m ruff check .
	@.venv/bin/python -m ruff format --check .
	@.venv/bin/python -m mypy

format:
	@deploy/venv requirements-dev.txt
	@.venv/bin/python -m ruff check --fix-only --quiet .
	@.venv/bin/python -m ruff format .

# Needs uv on the PATH. The locks hold hashes and no addresses, for every supported Python.
lock:
	for name in requirements requirements-dev requirements-checks; do \
		uv pip compile --no-config --universal --python-version 3.12 --generate-hashes --no-header --no-annotate \
			--quiet $$name.in -o $$name.txt || exit 1; \
	done

# Takes away what the tools made. The data stays: delete data/ by hand to start the demo anew.
clean:
	rm -rf .venv .venv-checks staticfiles .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete 2>/dev/null || true
