# Every target sets up what it needs by itself, in .venv. Another interpreter: make demo PYTHON=python3.12

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
# Twice quiet: errors are shown, all else is not.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
JOBS ?= 2
# How many broken files make fuzz reads.
INPUTS ?= 20000
# How many reports make corpus makes, and where.
REPORTS ?= 1000
CORPUS ?= out/corpus

# What the tagger learns from: synthetic reports, the three real ones of the gold, and those of training/, two of them real.
ANNOTATED := tests/gold/train/gold.jsonl tests/gold/gold.jsonl training/gold.jsonl

.PHONY: help demo site test test-all test-stores bench fuzz lint format corpus regions training tagger held-out clean
.DEFAULT_GOAL := help

help:
	@echo "make demo      install into .venv, build the five reports of seeds/ into out/, say where to look"
	@echo "make test      run the tests, without the slow ones"
	@echo "make test-all  run all tests"
	@echo "make test-stores  load a build into rdflib, Oxigraph, Jena and Virtuoso and compare what they answer"
	@echo "make bench     measure reading, writing, asking and building beside jieba and rdflib (some minutes)"
	@echo "make corpus    make REPORTS=1000 reports in CORPUS=out/corpus by varying the seeds"
	@echo "make fuzz      read 20,000 broken files (a quarter of an hour)"
	@echo "make lint      check style (ruff) and types (mypy)"
	@echo "make format    put the code into ruff's format"
	@echo "make site      build seeds/ again and print the address of the start page"
	@echo "make regions   write the table of regions anew"
	@echo "make tagger    train the tagger anew on all annotated reports (some minutes)"
	@echo "make held-out  train without the reports te*, tf* and print how well they are read"
	@echo "make clean     remove what builds and tools wrote, and .venv"

demo: $(INSTALLED)
	@$(BIN)/kg build seeds -o out

site: demo
	@echo "file://$$(pwd | sed 's/ /%20/g')/out/site/index.html"

test: $(INSTALLED_DEV)
	@$(BIN)/python -m pytest -m "not slow" -n $(JOBS) --dist worksteal

test-all: $(INSTALLED_DEV)
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

test-stores: $(INSTALLED_DEV)
	@$(BIN)/python -m pytest tests/stores -m stores -rs

bench: $(INSTALLED_DEV)
	@$(BIN)/python tools/bench.py

corpus: $(INSTALLED_DEV)
	@$(BIN)/python tools/make_corpus.py --reports $(REPORTS) $(CORPUS)

fuzz: $(INSTALLED_DEV)
	@$(BIN)/python tests/fuzz/fuzz.py --inputs $(INPUTS) --jobs $(JOBS)

lint: $(INSTALLED_DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(INSTALLED_DEV)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

regions: $(INSTALLED_DEV)
	@$(BIN)/python tools/make_regions.py

training: $(INSTALLED_DEV)
	@$(BIN)/python tests/gold/check_gold.py training

tagger: training
	@$(BIN)/python tools/train_tagger.py $(ANNOTATED)

held-out: training
	@$(BIN)/python tools/train_tagger.py --leave-out te,tf --out out/held-out.npz $(ANNOTATED)

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find out -mindepth 1 ! -name .gitkeep -delete
	find kg tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is the last thing an installation writes, so one that broke off is done again.
$(INSTALLED): pyproject.toml $(VENV)/pyvenv.cfg
	@echo "installing into $(VENV) …"
	@$(PIP) -e .
	@touch $@

$(INSTALLED_DEV): pyproject.toml $(VENV)/pyvenv.cfg
	@echo "installing into $(VENV), with the tools for development …"
	@$(PIP) -e '.[dev]'
	@touch $(INSTALLED) $@

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "kg needs Python 3.11 or later and found none; install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
		exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python could not make $(VENV); on Debian and Ubuntu install it first: apt install python3-venv" >&2; exit 1; }
