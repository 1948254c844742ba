"""What every test has in common."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def no_settings() -> None:
    """No setting of whoever runs the tests reaches them, nor the commands that they start."""
    for name in [name for name in os.environ if name.startswith("NEWSLAKE_")]:
        del os.environ[name]
