"""A pytest plugin: tests get a PostgreSQL and a Valkey of their own, once a run.

With DATABASE_URL and REDIS_URL set, those are used instead. Under pytest-xdist only the
controller starts them; its workers inherit the two variables.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import ExitStack

import pytest

_running = ExitStack()


# A wrapper runs before pytest-django reads the settings, which need the two variables.
@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        _start()
    return (yield)


@atexit.register
def pytest_unconfigure() -> None:
    _running.close()


def _start() -> None:
    data = tempfile.mkdtemp(prefix="teamflow-services-")
    _running.callback(shutil.rmtree, data, ignore_errors=True)
    command = [sys.executable, "-m", "teamflow.launch.services", "--data", data]
    # It ends with its standard input, so that even a killed test run leaves nothing behind.
    services = subprocess.Popen(
        [*command, "--throwaway", "--while-stdin-open"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    _running.callback(services.wait, 30)
    assert services.stdin is not None
    assert services.stdout is not None
    _running.callback(services.stdin.close)
    for line in services.stdout:
        if not line.startswith("export "):
            break
        name, _, value = line.removeprefix("export ").strip().partition("=")
        os.environ[name] = value.strip("'")
    if "DATABASE_URL" not in os.environ:
        raise pytest.UsageError("PostgreSQL and Valkey for the tests did not start.")
