# Bronwijs: each target is something a person could type. Python 3.11 or later.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: app test lint eval corpus clean

app: .venv/installed            ## the web page on http://127.0.0.1:7860
	$(BIN)/bronwijs app

test: .venv/installed-test      ## all tests
	$(BIN)/python -m pytest

lint: .venv/installed-test      ## style
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

eval: .venv/installed           ## known facts over corpus/; every answer on a page, .bronwijs/eval.html
	mkdir -p .bronwijs && $(BIN)/bronwijs eval --page .bronwijs/eval.html --against evals/baseline.json

corpus: .venv/installed-test    ## make the PDFs in corpus/ again from their source
	$(BIN)/pip install --quiet --editable '.[corpus]' && $(BIN)/python corpus/_source/build.py

clean:                          ## remove the environment and the index; documents stay
	rm -rf .venv .bronwijs

# The CPU build of torch in a step of its own: elsewhere on Linux a plain torch brings gigabytes of CUDA. Where its
# index cannot be reached, or has no build for this machine, the ordinary one will do.
.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --retries 0 --timeout 15 torch==2.13.0 \
	  --index-url https://download.pytorch.org/whl/cpu 2>/dev/null \
	  || $(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/installed-test: .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@
