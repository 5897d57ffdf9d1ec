# What to do with Comity. `make help` lists it. Nothing but git, make and a python3 (3.9 or later) needs to be there.

PYTHON ?= python3
WITH := $(PYTHON) scripts/bootstrap.py
.DEFAULT_GOAL := help
.PHONY: help demo test lint format messages bench bench-resources pictures stop clean

help:  ## list what can be done
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo:  ## install what is needed, start Comity with a demo world, print where it is
	@$(WITH) comity demo

test:  ## run all tests: laws, rules, stories, pages, browser (ONLY="tests/menu -x" some; SKIP_BROWSER=1)
	@$(WITH) python scripts/run_tests.py $(ONLY)

lint:  ## check style, types, arrows between houses, templates and translations
	@$(WITH) python scripts/lint.py

format:  ## put the code into the agreed form
	@$(WITH) ruff format . && .venv/bin/ruff check --fix .

messages:  ## bring the translation catalogues up to date with the code
	@$(WITH) python scripts/messages.py extract

bench:  ## measure the speed on generated data and print it with the machine
	@$(WITH) python scripts/bench.py

bench-resources:  ## measure the allocation engine on generated problems (SIZES=S,M,L)
	@$(WITH) python scripts/bench_resources.py --sizes $(or $(SIZES),S,M,L)

pictures:  ## make the pictures of docs/pictures from the demo world
	@$(WITH) python scripts/pictures.py

stop:  ## end what `make demo` started, from another terminal or after a crash
	@$(WITH) comity stop

clean:  ## stop it and remove what was installed and the data of the demo
	@$(WITH) comity stop
	rm -rf .venv .uv var frontend/node_modules frontend/.build comity/web/static/vendor
