"""Fractional ranks: strings that sort bytewise, with room for another between any two.

A rank is a fraction in base 62 written without its leading `0.`, and never ends in the digit
`0`, so that between two different ranks there is always a third. `client/src/common/rank.ts` is
the same in TypeScript; both read `teamflow/common/tests/ranks.json`.
"""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_BASE = len(DIGITS)


def is_rank(text: str) -> bool:
    """Whether `text` is a rank that this module could have made."""
    return bool(text) and text[-1] != DIGITS[0] and all(digit in _VALUE for digit in text)


def rank_between(before: str | None, after: str | None) -> str:
    """A rank above `before` and below `after`; None stands for the open end on that side."""
    low = before or ""
    if after is not None and low >= after:
        raise ValueError(f"no rank lies between {before!r} and {after!r}")
    return _midpoint(low, after)


def ranks_between(before: str | None, after: str | None, count: int) -> list[str]:
    """`count` ascending ranks between the two, spread evenly so that they stay short."""
    if count <= 0:
        return []
    middle = rank_between(before, after)
    left = count // 2
    return [
        *ranks_between(before, middle, left),
        middle,
        *ranks_between(middle, after, count - left - 1),
    ]


def _midpoint(low: str, high: str | None) -> str:
    shared = _shared_prefix(low, high)
    if shared:
        return shared + _midpoint(low[len(shared) :], high[len(shared) :] if high else None)
    low_digit = _VALUE[low[0]] if low else 0
    high_digit = _VALUE[high[0]] if high else _BASE
    if high_digit - low_digit > 1:
        return DIGITS[_between_digits(low_digit, high_digit, open_end=high is None)]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[low_digit] + _midpoint(low[1:], None)


def _between_digits(low: int, high: int, *, open_end: bool) -> int:
    # At an open end people mostly go on in the same direction: small steps stay short for longer.
    if open_end and low:
        return low + 1
    if not low and not open_end:
        return high - 1
    return (low + high) // 2


def _shared_prefix(low: str, high: str | None) -> str:
    if high is None:
        return ""
    length = 0
    while length < len(high) and (low[length] if length < len(low) else DIGITS[0]) == high[length]:
        length += 1
    return high[:length]
