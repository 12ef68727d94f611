# Thin: each target is a command that can also be typed. See README.md for Windows.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test soak taps check bench messages clean system postgresql

.venv: .venv/ready

.venv/ready: constraints.txt pyproject.toml installer/prepare.py
	$(PYTHON) installer/prepare.py

# Each time, because the display may be another one than when .venv was made.
system: .venv/ready
	@$(PYTHON) installer/prepare.py --system

# With TLS, for the tests; the one that comes with .venv has none.
postgresql:
	@$(PYTHON) installer/prepare.py --tests

demo: system
	$(BIN)/momstation demo $(DEMO)

# Everything that `check` and pytest do, in parts of which some run at once: tests/__main__.py.
# Hundreds of processes start in it: what they load is compiled once.
test: system postgresql
	@unset PYTHONDONTWRITEBYTECODE; QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests $(PARTS)

# Pulls every plug for so long; ends with one line of JSON. SEED=n repeats a schedule.
SECONDS ?= 600
soak: .venv/ready
	@$(BIN)/python -m tests.soak --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

# What each task costs in taps and scans, a line of JSON each; TAPS=--write renews docs/taps.md.
taps: system
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.flows.taps $(TAPS)

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python installer/words.py check

bench: .venv/ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

# After a change of the look that is meant: keeps the new pictures, beside which later ones are laid.
pictures: .venv/ready
	$(BIN)/python -m tests.screens.pictures --write

clean:
	rm -rf .venv

messages: .venv/ready
	$(BIN)/python installer/words.py renew
