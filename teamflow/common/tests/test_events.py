"""Handlers within may veto; handlers after the commit may only react."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from teamflow.common import eventlog
from teamflow.common.events import DomainEvent, publish, subscribe
from teamflow.common.models import Event
from teamflow.common.tests.test_eventlog import entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(DomainEvent):
    """A fact for these tests."""


@pytest.fixture
def heard():
    heard: list[str] = []
    yield heard
    subscribe(Happened)


def happen() -> None:
    publish(Happened(entry=eventlog.append(entry())))


@pytest.mark.django_db(transaction=True)
def test_reacts_after_the_commit_in_the_order_of_the_table(heard):
    subscribe(
        Happened,
        within=[lambda event: heard.append("within")],
        after_commit=[lambda event: heard.append("cache"), lambda event: heard.append("room")],
    )

    with transaction.atomic():
        happen()
        assert heard == ["within"]

    assert heard == ["within", "cache", "room"]


@pytest.mark.django_db(transaction=True)
def test_a_handler_within_undoes_the_write_by_raising(heard):
    def veto(event: Happened) -> None:
        raise PermissionError

    subscribe(Happened, within=[veto], after_commit=[lambda event: heard.append("never")])

    with pytest.raises(PermissionError), transaction.atomic():
        happen()

    assert heard == []
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_handler_that_fails_after_the_commit_stops_no_other(heard):
    def fail(event: Happened) -> None:
        raise ZeroDivisionError

    subscribe(Happened, after_commit=[fail, lambda event: heard.append("next")])

    with transaction.atomic():
        happen()

    assert heard == ["next"]
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_refuses_to_announce_outside_a_transaction(heard):
    with transaction.atomic():
        logged = eventlog.append(entry())

    with pytest.raises(RuntimeError, match="outside a transaction"):
        publish(Happened(entry=logged))
