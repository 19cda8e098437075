"""A log is handed on in order, without gaps, nothing twice, whatever the bus does."""

import asyncio

import pytest
from django.db import transaction

from teamflow.common import eventlog
from teamflow.common.database import in_database
from teamflow.common.feeds import LogFeed, as_entry
from teamflow.common.ids import uuid7
from teamflow.common.rendering import dumps

LOG = "workspace:feed"


@transaction.atomic
def write(count):
    target = uuid7()
    return eventlog.append_many(
        [
            eventlog.NewEntry(
                log=LOG,
                type="workspace.updated",
                rooms=(LOG,),
                actor_id=None,
                actor_name="",
                target_kind="workspace",
                target_id=target,
            )
            for _ in range(count)
        ]
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "order", [[0, 1, 2, 3], [3, 2, 1, 0], [0, 0, 3, 1, 1], [3], [1, 3], [2, 0, 3]]
)
async def test_hands_on_everything_once_and_in_order(order):
    await in_database(write, 2)
    seen = []
    feed = LogFeed(LOG, lambda entries: seen.extend(entry["seq"] for entry in entries))
    await feed.start()

    entries = await in_database(write, 4)
    for number in order:
        feed.hear(dumps([as_entry(entries[number])]))
    async with asyncio.timeout(5):
        while len(seen) < 4:
            await asyncio.sleep(0.01)

    assert seen == [entry.seq for entry in entries]
