"""Whatever is killed, whenever: what was acknowledged is there afterwards.

KILLS sets how many times (12 without it), KILLS_SEED which moments.
"""

import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.ledger import Api, BoardWriter, JobWriter, TaskWriter, Writer
from e2e.product import Product

pytestmark = pytest.mark.kills

KILLS = int(os.environ.get("KILLS", "12"))
SEED = int(os.environ.get("KILLS_SEED", "20260101"))
GROUPS = ("web", "worker", "postgres", "valkey")
# A dead worker's lease runs out, then the job is found and done by another.
LEASE_SECONDS = 120


@pytest.fixture
def product() -> Iterator[Product]:
    """A running instance of its own.

    Not in pytest's own temporary folder: other runs close that one to everybody else, and
    PostgreSQL, which does not run as root, is then somebody else.
    """
    with tempfile.TemporaryDirectory(prefix="teamflow-kills-") as folder:
        instance = Product(Path(folder) / "data")
        try:
            instance.start()
            yield instance
        finally:
            instance.stop()


@pytest.fixture
def writers(product: Product) -> list[Writer]:
    """One that writes tasks, one that asks for jobs, one that draws."""
    email, password = product.demo()
    api = Api(product.url, email, password)
    slug = api.send("GET", "workspaces")["results"][0]["slug"]
    created = api.send(
        "POST", f"workspaces/{slug}/projects", json={"name": "Killed often", "key": "KILL"}
    )
    task = api.send("POST", f"projects/{created['id']}/tasks", json={"title": "Break me down"})
    board = api.send("POST", f"workspaces/{slug}/boards", json={"title": "Killed often"})
    return [
        TaskWriter(Api(product.url, email, password), created["id"]),
        JobWriter(Api(product.url, email, password), task["id"]),
        BoardWriter(Api(product.url, email, password), board["id"]),
    ]


def test_loses_nothing_that_was_acknowledged(product, writers):
    chance = random.Random(SEED)
    # Each program at least once, then as chance has it.
    victims = [*GROUPS, *chance.choices(GROUPS, k=KILLS)][: max(KILLS, len(GROUPS))]
    start_all(writers)

    for victim in victims:
        time.sleep(chance.uniform(0.3, 2.0))
        product.kill(victim)
        product.wait_until_healthy()

    assert_kept(product, writers)


def test_starts_again_after_everything_was_killed(product, writers):
    start_all(writers)

    product.kill_everything()
    for writer in writers:
        writer.finish()
    product.start()

    assert_kept(product, writers)
    assert product.stop() == 0
    assert product.left_over() == []


def test_comes_back_when_the_supervisor_itself_was_killed(product, writers):
    start_all(writers)

    product.kill_supervisor()

    assert_kept(product, writers)


def start_all(writers: list[Writer]) -> None:
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.wait_until_written()


def assert_kept(product: Product, writers: list[Writer]) -> None:
    tasks, jobs, board = writers
    assert isinstance(tasks, TaskWriter)
    assert isinstance(jobs, JobWriter)
    assert isinstance(board, BoardWriter)
    for writer in writers:
        writer.finish()
    product.wait_until_healthy()
    assert tasks.lost() == []
    assert board.lost() == set()
    assert jobs.unfinished(LEASE_SECONDS) == []
