"""The log numbers without gaps, also when writers meet, and only inside a transaction."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from teamflow.common import eventlog
from teamflow.common.models import Event


def entry(log: str = "project:1", kind: str = "task.created") -> eventlog.NewEntry:
    return eventlog.NewEntry(
        log=log,
        type=kind,
        rooms=(log,),
        actor_id=None,
        actor_name="",
        target_kind="task",
        target_id=uuid4(),
        data={"title": "Ship"},
    )


@pytest.mark.django_db
def test_numbers_each_log_from_one():
    first = eventlog.append(entry())
    second = eventlog.append(entry())
    other = eventlog.append(entry("project:2"))

    assert (first.seq, second.seq, other.seq) == (1, 2, 1)
    assert eventlog.head("project:1") == 2
    assert eventlog.head("project:3") == 0


@pytest.mark.django_db
def test_a_batch_takes_its_numbers_at_once(django_assert_num_queries):
    with django_assert_num_queries(2):
        entries = eventlog.append_many([entry() for _ in range(50)])

    assert [one.seq for one in entries] == list(range(1, 51))


@pytest.mark.django_db
def test_a_batch_of_two_logs_is_refused():
    with pytest.raises(ValueError, match="one log"):
        eventlog.append_many([entry("a"), entry("b")])


@pytest.mark.django_db
def test_reads_what_came_after():
    eventlog.append_many([entry(kind=f"task.{number}") for number in range(5)])

    missed = eventlog.read_after("project:1", 3)

    assert [(one.seq, one.type) for one in missed] == [(4, "task.3"), (5, "task.4")]


@pytest.mark.django_db(transaction=True)
def test_refuses_to_write_outside_a_transaction():
    with pytest.raises(RuntimeError, match="outside a transaction"):
        eventlog.append(entry())

    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_write_leaves_no_gap():
    with transaction.atomic():
        eventlog.append(entry())
        transaction.set_rollback(True)

    with transaction.atomic():
        assert eventlog.append(entry()).seq == 1


@pytest.mark.django_db(transaction=True)
def test_writers_that_meet_get_different_neighbouring_numbers():
    def write() -> None:
        for _ in range(20):
            with transaction.atomic():
                eventlog.append(entry())
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    numbers = Event.objects.filter(log="project:1").order_by("seq").values_list("seq", flat=True)
    assert list(numbers) == list(range(1, 81))
