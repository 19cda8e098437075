"""Days that come again: rules as RFC 5545 writes them, of days and longer."""

from tasks.recurrence.rule import EARLIEST, Rule, days_after, first_day, next_day, read_rule
from tasks.recurrence.words import rule_words

__all__ = ["EARLIEST", "Rule", "days_after", "first_day", "next_day", "read_rule", "rule_words"]
