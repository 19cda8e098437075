"""What a query means, said a second time over the fixtures' own words: SQL must agree with it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tasks.query.dates import day_of, minutes_of, number_of
from tasks.query.grammar import All, Not, Query, Range, Term, Value, Word, Words
from tasks.query.grammar import Any as AnyOf
from tasks.query.words import PRIORITY_ORDER, slug

Row = dict[str, Any]
NAMES = {"label": "labels", "type": "type", "milestone": "milestone", "column": "column"}


class Evaluator:
    """Tests rows of the fixtures one by one."""

    def __init__(self, fixtures: Row) -> None:
        self.world = fixtures
        self.today = date.fromisoformat(fixtures["today"])
        self.rows = {row["number"]: row for row in fixtures["tasks"]}

    def matches(self, query: Query) -> list[int]:
        """The numbers of the tasks that fit."""
        return sorted(number for number, row in self.rows.items() if self.fits(query, row))

    def fits(self, query: Query, row: Row) -> bool:
        """Whether one task does."""
        match query:
            case Words(text):
                return self._says(row, text)
            case Not(part):
                return not self.fits(part, row)
            case All(parts):
                return all(self.fits(part, row) for part in parts)
            case AnyOf(parts):
                return any(self.fits(part, row) for part in parts)
            case Term():
                return any(self._term(query, value, row) for value in query.values)

    def _says(self, row: Row, text: str) -> bool:
        key = f"{self.world['project']['key']}-{row['number']}".lower()
        return text.lower() in row["title"].lower() or text.lower() in key

    def _term(self, term: Term, value: Value, row: Row) -> bool:
        if isinstance(value, Word) and value.text == "none" and not value.is_quoted:
            return not self._held(term.field, row)
        reader, held = self._compared(term.field, row)
        if reader is not None:
            return held is not None and _within(term.operator, value, reader, held)
        assert isinstance(value, Word)
        return self._word(term.field, value, row)

    def _compared(self, field: str, row: Row) -> tuple[Callable[[str], Any] | None, Any]:
        def day(text: str) -> date | None:
            return day_of(text, self.today)

        if field in {"start", "due", "created", "updated", "completed"}:
            held = row.get(field)
            return day, date.fromisoformat(held[:10]) if held else None
        if field == "priority":
            return PRIORITY_ORDER.index, PRIORITY_ORDER.index(row["priority"])
        if field == "estimate":
            return minutes_of, row.get("estimate")
        if field == "points":
            return number_of, row.get("points")
        if field == "comments":
            return number_of, row.get("comments", 0)
        if field == "field.Cost":
            cost = row.get("fields", {}).get("Cost")
            return number_of, None if cost is None else Decimal(str(cost))
        return None, None

    def _word(self, field: str, value: Word, row: Row) -> bool:
        text = value.text
        if field in {"assignee", "creator", "watcher"}:
            held = [row["creator"]] if field == "creator" else row.get(_plural(field), [])
            return any(name in self._people(value) for name in held)
        if field in NAMES:
            held = row.get(NAMES[field]) or []
            return slug(text) in [
                slug(name) for name in ([held] if isinstance(held, str) else held)
            ]
        if field == "sprint":
            return self._sprint(value, row)
        if field == "parent":
            return text.upper() == f"TF-{row.get('parent')}"
        if field in {"has", "no"}:
            return bool(self._held(text, row)) == (field == "has")
        return self._status(row) == text if field == "status" else self._flag(text, row)

    def _people(self, value: Word) -> list[str]:
        if value.text == "me" and not value.is_quoted:
            return [self.world["me"]]
        names = [person["name"] for person in self.world["members"]]
        wanted = slug(value.text)
        return [name for name in names if wanted == slug(name) or wanted in slug(name).split("-")]

    def _sprint(self, value: Word, row: Row) -> bool:
        wanted = {"active": "active", "next": "planned"}.get(value.text)
        sprints = self.world["project"]["sprints"]
        if wanted is None or value.is_quoted:
            return slug(row.get("sprint", "")) == slug(value.text)
        first = next((sprint["name"] for sprint in sprints if sprint["status"] == wanted), None)
        return first is not None and row.get("sprint") == first

    def _status(self, row: Row) -> str:
        if row.get("archived"):
            return "archived"
        columns = self.world["project"]["columns"]
        return str(next(each["state"] for each in columns if each["name"] == row["column"]))

    def _is_open(self, row: Row) -> bool:
        return self._status(row) not in {"done", "archived"}

    def _flag(self, flag: str, row: Row) -> bool:
        match flag:
            case "open":
                return self._is_open(row)
            case "overdue":
                due = row.get("due")
                return self._is_open(row) and bool(due) and due < self.world["today"]
            case "blocked":
                waits = any(self._is_open(self.rows[n]) for n in row.get("blocked_by", []))
                return self._is_open(row) and (self._status(row) == "blocked" or waits)
            case "subtask":
                parent = self.rows.get(row.get("parent", 0))
                return parent is not None and parent.get("type") != "Epic"
            case "epic":
                return row.get("type") == "Epic"
            case _:
                return self._status(row) == flag

    def _held(self, field: str, row: Row) -> Any:
        if field == "subtasks":
            return any(each.get("parent") == row["number"] for each in self.rows.values())
        if field.startswith("field."):
            held = row.get("fields", {}).get(field.removeprefix("field."))
            return held is not None and held not in ("", [])
        if field in {"points", "estimate"}:
            return row.get(field) is not None
        return row.get(_plural(field))


def _plural(field: str) -> str:
    return {"assignee": "assignees", "label": "labels", "watcher": "watchers"}.get(field, field)


def _within(operator: str, value: Value, read: Callable[[str], Any], held: Any) -> bool:
    if isinstance(value, Range):
        low = read(value.start) if value.start else None
        high = read(value.end) if value.end else None
        return (low is None or held >= low) and (high is None or held <= high)
    wanted = read(value.text)
    verdicts: dict[str, bool] = {
        ":": held == wanted,
        "<": held < wanted,
        "<=": held <= wanted,
        ">": held > wanted,
        ">=": held >= wanted,
    }
    return verdicts[operator]
