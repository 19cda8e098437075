"""Words that were probably meant: one slip of the finger away, and in what the asker may see.

It is asked only where nothing was found. All words that are one letter away are looked up; the
index answers for one that it does not have in microseconds, so nothing has to be kept for it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from string import ascii_lowercase

from django.contrib.postgres.fields import ArrayField
from django.db import connections, router
from django.db.models import F, Func, TextField

from teamflow.common.models import SearchEntry, Shelf
from teamflow.common.search.entries import Asked, some_matches
from teamflow.common.search.folding import Wanted

SHORTEST, LONGEST = 4, 20
MOST_WORDS = 3
READ = 20
_IN_ANY = """
SELECT word FROM unnest(%(words)s::text[]) AS asked (word) WHERE EXISTS (
    SELECT FROM common_searchentry WHERE shelf = {} AND words @@ quote_literal(word)::tsquery
)"""
# One part a shelf, as each has its own index.
_THERE = " UNION ".join(_IN_ANY.format(int(shelf)) for shelf in Shelf)
_ALPHABETS = (
    ascii_lowercase,
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "αβγδεζηθικλμνξοπρστυφχψως",
)


def one_slip_away(word: str) -> frozenset[str]:
    """All that is made of `word` by a letter too many, missing, wrong, or changed with the next."""
    return frozenset(_slips(word)) - {word}


def _slips(word: str) -> Iterator[str]:
    letters = next((each for each in _ALPHABETS if word[0] in each), "")
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def meant(asked: Asked, marks: Sequence[Wanted]) -> dict[str, str]:
    """What stands instead of words that nothing has; nothing where no slip explains them."""
    words = [mark.words[0] for mark in marks if _may_slip(mark)][:MOST_WORDS]
    if not words:
        return {}
    near = {word: there(one_slip_away(word)) for word in words}
    parts = [_any_of({word, *near[word]}) for word in near]
    parts += [mark.as_query for mark in marks if mark.words and mark.words[0] not in near]
    found = some_matches(replace(asked, query=" & ".join(parts)), READ)
    lexemes = Func(F("words"), function="tsvector_to_array", output_field=ArrayField(TextField()))
    texts = SearchEntry.objects.filter(pk__in=found).annotate(lexemes=lexemes)
    said = Counter(lexeme for each in texts.values_list("lexemes", flat=True) for lexeme in each)
    mended = {word: _likeliest(word, near[word], said) for word in near}
    return {word: other for word, other in mended.items() if other != word}


def there(words: Iterable[str]) -> frozenset[str]:
    """Which of these words stand in any entry.

    Each is looked up for itself: for hundreds of them in one "or", PostgreSQL asks of each row that
    has one of them which of all it has.
    """
    with connections[router.db_for_read(SearchEntry)].cursor() as cursor:
        cursor.execute(_THERE, {"words": sorted(words)})
        return frozenset(row[0] for row in cursor.fetchall())


def _may_slip(mark: Wanted) -> bool:
    """A word alone and of letters: phrases, keys and numbers mean what they say."""
    if len(mark.words) != 1:
        return False
    word = mark.words[0]
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def _any_of(words: Iterable[str]) -> str:
    return "(" + " | ".join(f"'{word}'" for word in sorted(words)) + ")"


def _likeliest(word: str, near: frozenset[str], said: Counter[str]) -> str:
    """The word itself where it stands there; else what most have, and begins like it."""
    there = [other for other in near if said[other]]
    if said[word] or not there:
        return word
    return max(there, key=lambda other: (said[other], other[0] == word[0], other))
