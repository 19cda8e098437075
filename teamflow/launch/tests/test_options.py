"""A wrong variable or a taken port is told in a sentence, before anything starts."""

import socket

import pytest

from teamflow.launch.options import Options
from teamflow.launch.problem import LaunchProblem


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in ("PORT", "HOST", "TEAMFLOW_URL", "WEB_PROCESSES", "WORKER_THREADS"):
        monkeypatch.delenv(name, raising=False)


def test_the_address_follows_the_port(monkeypatch):
    monkeypatch.setenv("PORT", "8123")

    assert Options.from_environment().url == "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("WEB_PROCESSES", "-1"),
        ("TEAMFLOW_URL", "teamflow.example.org"),
        ("TEAMFLOW_URL", "http://host:port"),
    ],
)
def test_says_which_variable_is_wrong(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(LaunchProblem, match=name):
        Options.from_environment()


def test_says_that_the_port_is_taken(monkeypatch):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        monkeypatch.setenv("PORT", str(holder.getsockname()[1]))

        with pytest.raises(LaunchProblem, match="taken by another program"):
            Options.from_environment().check_port()
