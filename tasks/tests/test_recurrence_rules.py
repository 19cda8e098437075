"""Rules of recurrence: what is read, which days it gives, how it is said."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.recurrence import days_after, first_day, next_day, read_rule, rule_words

TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    "text",
    [
        "", "every day", "FREQ=HOURLY", "FREQ=MINUTELY", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=99999",
        "FREQ=DAILY;BYHOUR=3", "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=DAILY;COUNT=2;UNTIL=20300101", "FREQ=MONTHLY;BYMONTHDAY=99", "FREQ=DAILY;" * 99,
        "FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO", "FREQ=WEEKLY;BYDAY=\u202eMO",
        "FREQ=\x00", "FREQ=DAILY;=",
    ],
)  # fmt: skip
def test_refuses_what_is_no_rule(text):
    with pytest.raises(ValidationError) as caught:
        read_rule(text)

    assert set(caught.value.message_dict) == {"rule"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ["2026-03-03", "2026-03-17", "2026-03-31"]),
        ("RRULE:freq=monthly;bymonthday=-1", ["2026-03-31", "2026-04-30", "2026-05-31"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29"]),
        ("FREQ=DAILY;COUNT=2", ["2026-03-03", "2026-03-04"]),
        ("FREQ=DAILY;UNTIL=20260304T120000Z", ["2026-03-03", "2026-03-04"]),
        ("FREQ=YEARLY;INTERVAL=500", ["2026-03-03", "2526-03-03", "3026-03-03"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", []),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", []),
    ],
)
def test_gives_days(text, days):
    rule = read_rule(text)
    first = first_day(rule, TUESDAY)
    found = [first, *days_after(rule, TUESDAY, first, 2)] if first else []

    assert [day.isoformat() for day in found] == days


def test_reaches_the_last_day_of_the_calendar_and_ends():
    rule = read_rule("FREQ=DAILY")

    assert next_day(rule, date(9999, 12, 30), date(9999, 12, 30)) == date.max
    assert next_day(rule, date(9999, 12, 30), date.max) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY", "every Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=2", "every second Tuesday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR", "every 3 weeks on Monday and Friday"),
        ("FREQ=MONTHLY", "every month on day 3"),
        ("FREQ=MONTHLY;BYDAY=1TU", "every month on the first Tuesday"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=YEARLY", "every year on 3 March"),
        ("FREQ=DAILY;COUNT=5", "every day, 5 times"),
        ("FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO,TU", "by the rule FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1"),
    ],
)
def test_says_it_plainly(text, words):
    assert rule_words(read_rule(text), TUESDAY) == words
