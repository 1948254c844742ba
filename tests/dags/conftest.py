"""Airflow is an extra: without it these tests are not collected."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("airflow") else ["test_*.py"]
