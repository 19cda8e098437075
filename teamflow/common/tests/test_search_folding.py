"""What a word is: the same in Python, which asks, and in PostgreSQL, which keeps."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from teamflow.common.search.folding import folded, wanted, words_of

SIGNS = st.text(
    st.sampled_from("aBé É-ø_ß.İı/日本語ー가ไทยЖñ1 2\u0301\u00a0👍—“x”ﬁ№²µ\n\t\\'\"&|!():*<>"),
    max_size=30,
)


def fits(text: str, asked: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_tsvector('simple', search_plain(%s)) @@ to_tsquery('simple', %s)",
            [text, asked],
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Résumé für Müller", "resume muller"),
        ("Wyślij łódkę", "WYSLIJ lodke"),
        ("日本語の検索", "検索"),
        ("日本語の検索", "語"),
        ("ค้นหาภาษาไทย", "ภาษา"),
        ("Release v1.2.3-beta", "v1.2.3-beta"),
        ("see https://harbour.example/a_b?c=d", "harbour.example"),
        ("snake_case_name", "case"),
        ("Reconnection", "recon"),
        ("ﬁle №2", "file"),
        ("\uff11\uff12\uff13 full width", "123"),
        ("Ship 👍 it", "ship:👍:it"),
    ],
)
@pytest.mark.django_db
def test_finds(text, asked):
    query = " & ".join(wanted(word).as_query for word in asked.split())

    assert fits(text, query)


@pytest.mark.django_db
def test_a_closed_phrase_wants_whole_words_side_by_side():
    phrase = wanted("rate limit", is_open=False).as_query

    assert fits("Show the rate limit", phrase)
    assert not fits("Limit the rate", phrase)
    assert not fits("Show the rate limiter", phrase)


def test_folds_what_looks_alike():
    assert folded("ÉCOLE Ø ß") == "ecole o s"
    assert words_of("don't-stop 日本語") == ["don", "t", "stop", "日本", "本語"]


class TestBoth(TestCase):
    """Hypothesis needs a transaction of its own for each example."""

    @settings(max_examples=60, deadline=None)
    @given(SIGNS)
    def test_what_a_text_says_is_found_in_it(self, text):
        asked = wanted(text)

        assert not asked.words or fits(text, asked.as_query)
