"""Custom fields of a Trello board: points become points, the others are kept as words."""

from tasks.importers.texts import clean
from tasks.importers.values import Row, id_of, row_of, rows_of

_POINTS = {"points", "story points", "estimate", "story point estimate"}


class CustomFields:
    """What the board's fields are called, and what a card says in them."""

    def __init__(self, board: Row) -> None:
        self._names: dict[str, str] = {}
        self._options: dict[str, str] = {}
        self._points: set[str] = set()
        for field in rows_of(board, "customFields"):
            name = " ".join(clean(field.get("name")).split())
            self._names[id_of(field)] = name
            if field.get("type") == "number" and name.casefold() in _POINTS:
                self._points.add(id_of(field))
            for option in rows_of(field, "options"):
                self._options[id_of(option)] = clean(row_of(option, "value").get("text"))

    def points(self, card: Row) -> int | None:
        """Story points, where they are a whole number from 1 to 21."""
        found = [self._whole(item) for item in self._items(card) if self._is_points(item)]
        return next((number for number in found if number is not None), None)

    def words(self, card: Row) -> str:
        """The other fields as lines for the description."""
        lines = []
        for item in self._items(card):
            name = self._names.get(clean(item.get("idCustomField")), "")
            value = self._value(item)
            is_kept_elsewhere = self._is_points(item) and self._whole(item) is not None
            if name and value and not is_kept_elsewhere:
                lines.append(f"- {name}: {value}")
        return "\n\n" + "\n".join(lines) if lines else ""

    def _items(self, card: Row) -> list[dict[str, object]]:
        return rows_of(card, "customFieldItems")

    def _is_points(self, item: Row) -> bool:
        return clean(item.get("idCustomField")) in self._points

    def _whole(self, item: Row) -> int | None:
        try:
            number = float(row_of(item, "value").get("number", ""))
        except (TypeError, ValueError):
            return None
        return int(number) if number.is_integer() and 1 <= number <= 21 else None

    def _value(self, item: Row) -> str:
        chosen = self._options.get(clean(item.get("idValue")), "")
        value = row_of(item, "value")
        written = [clean(value.get(kind)) for kind in ("text", "number", "date")]
        checked = "✓" if value.get("checked") == "true" else ""
        return next((each for each in (chosen, *written, checked) if each), "")
