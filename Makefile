# Needs Python 3.11 or later and make; everything else comes from infra/constraints.txt into .venv.
PYTHON ?= python3
BIN := .venv/bin
DEMO_LAKE := lake/demo
# Airflow brings a hundred libraries; newslake is tested without them.
AIRFLOW_BIN := .venv-airflow/bin
AIRFLOW_HOME := lake/airflow
PORT := 8080

# Byte code is written once at installation instead of compiled at every start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check format airflow airflow-test browser bench scale model gazetteer dictionary clean

demo: .venv/installed ## run the bundled sample corpus through every stage
	@$(BIN)/python -m infra.sample.demo --lake $(DEMO_LAKE)

# In three processes on two cores, for some tests wait for the pauses of crawls.
test: .venv/installed ## all tests but the slow suites
	@$(BIN)/pytest --numprocesses 3 --dist loadfile

check: .venv/installed ## format, lint, types, import contract
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: .venv/installed ## put every file into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

airflow: .venv-airflow/installed ## run Airflow here, with the sample site; PORT=8080
	@$(AIRFLOW_BIN)/python -m infra.airflow.stack --home $(AIRFLOW_HOME) --port $(PORT)

airflow-test: .venv-airflow/installed ## prove the DAGs on a real Airflow, some five minutes
	@$(AIRFLOW_BIN)/python -m pytest tests/dags

browser: .venv/installed ## read reports in a real Chromium, a minute; installs the system's if there is none
	@command -v chromium > /dev/null || { apt-get update --quiet && apt-get install --quiet --yes --no-install-recommends chromium; }
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --constraint infra/constraints.txt --editable '.[browser]'
	@$(BIN)/pytest tests/browser

bench: .venv/installed ## time every stage, beside plain trafilatura, then as scale does; BENCH="files.jsonl.gz --pages 2000"
	@$(BIN)/python -m infra.bench $(BENCH)
	@$(BIN)/python -m infra.scale $(SCALE)

scale: .venv/installed ## time a nightly build over 1,000,000 made articles, ten minutes; SCALE="--articles 200000"
	@$(BIN)/python -m infra.scale $(SCALE)

model: .venv/installed ## rebuild the English model from raw data, some two hours: DATA=folder
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint infra/constraints.txt --editable '.[model]'
	@$(BIN)/python -m infra.model.train --data $(DATA)

gazetteer: .venv/installed ## rebuild the table of places from GeoNames, half a minute
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint infra/constraints.txt --editable '.[gazetteer]'
	@$(BIN)/python -m infra.gazetteer

dictionary: .venv/installed ## write what the tables mean into README.md and sql/DICTIONARY.md
	@$(BIN)/python -m infra.dictionary

.venv/installed .venv-airflow/installed: pyproject.toml infra/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newslake needs Python 3.11 or later: make PYTHON=python3.11")'
	@echo "Installing into $(@D)"
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/pip install --quiet --disable-pip-version-check --constraint infra/constraints.txt uv
	@$(@D)/bin/uv pip install --quiet --compile-bytecode --python $(@D)/bin/python --constraint infra/constraints.txt --editable '.[$(EXTRAS)]'
	@touch $@

.venv/installed: EXTRAS := dev
.venv-airflow/installed: EXTRAS := dev,airflow,stack

clean: ## remove the environments, the demo lake and Airflow's home
	rm -rf .venv .venv-airflow $(DEMO_LAKE) $(AIRFLOW_HOME)
