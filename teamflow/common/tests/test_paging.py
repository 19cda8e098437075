"""Keyset pages: complete, without repeats, both ways, and strict about what they are asked."""

import pytest
from django.core.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from teamflow.common.models import LogHead
from teamflow.common.paging import keyset_page


def page(url: str, order=("-seq", "log")):
    request = Request(APIRequestFactory().get(url))
    return keyset_page(
        request,
        LogHead.objects.all(),
        order=order,
        serialize=lambda rows: [row.log for row in rows],
    )


@pytest.fixture
def heads(db):
    LogHead.objects.bulk_create([LogHead(log=f"l{n:02}", seq=n // 3) for n in range(10)])


@pytest.mark.parametrize("order", [("-seq", "log"), ("seq", "-log"), ("log",)])
def test_walks_all_rows_once_and_back_again(heads, order):
    whole = page("/x?limit=100", order)["results"]
    url: str | None = "/x?limit=3"
    last = page("/x?limit=3", order)
    forward: list[str] = []
    while url:
        last = page(url, order)
        forward += last["results"]
        url = last["next"]
    backward = list(last["results"])
    url = last["previous"]
    while url:
        earlier = page(url, order)
        backward = earlier["results"] + backward
        url = earlier["previous"]

    assert forward == whole
    assert backward == whole
    assert len(set(whole)) == 10


def test_keeps_the_filters_in_the_links(heads):
    assert "status=done" in page("/x?limit=3&status=done")["next"]


@pytest.mark.parametrize("limit", ["0", "101", "-1", "many", "1.5", ""])
def test_refuses_a_limit_out_of_range(heads, limit):
    with pytest.raises(ValidationError):
        page(f"/x?limit={limit}")


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WyJuIl0", "eyJhIjoxfQ", "%00"])
def test_refuses_a_cursor_that_it_did_not_give(heads, cursor):
    with pytest.raises(ValidationError):
        page(f"/x?cursor={cursor}")
