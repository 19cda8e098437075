"""What stands on a dashboard. Each widget is checked whole: a word too much is refused, so that
what is kept can always be drawn.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import NoReturn, TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tasks.reports.asked import Kind, parse_asked

MOST_WIDGETS = 24
ID_LENGTH = 40
TITLE_LENGTH = 100
QUERY_LENGTH = 2000
MOST_TASKS = 50
SIZES = (1, 2, 3)
# What has no meaning over several projects at once.
OF_PROJECTS_ONLY = {Kind.BURNDOWN, Kind.BURNUP, Kind.VELOCITY}


class Widget(TypedDict, total=False):
    """`kind` "report" draws a report, "number" shows one of its figures, "tasks" lists tasks."""

    id: str
    kind: str
    title: str
    size: int
    project: str | None
    report: str
    said: dict[str, str]
    figure: str
    query: str
    limit: int


_SHARED = {"id", "kind", "title", "size", "project"}
_KEYS: dict[str, set[str]] = {
    "report": {*_SHARED, "report", "said"},
    "number": {*_SHARED, "report", "said", "figure"},
    "tasks": {*_SHARED, "query", "limit"},
}


def checked_widgets(given: object, *, projects: Collection[str], today: date) -> list[Widget]:
    """The widgets as they are kept; ValidationError on the first that cannot be drawn.

    `projects`: the ids of the workspace's own.
    """
    if not isinstance(given, list):
        _refuse(_("A list of widgets."))
    if len(given) > MOST_WIDGETS:
        _refuse(_("At most %(count)s widgets.") % {"count": MOST_WIDGETS})
    widgets = [_checked(each, projects, today) for each in given]
    if len({widget["id"] for widget in widgets}) < len(widgets):
        _refuse(_("Two widgets have the same id."))
    return widgets


def _checked(given: object, projects: Collection[str], today: date) -> Widget:
    if not isinstance(given, dict):
        _refuse(_("A widget is an object."))
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in _KEYS:
        _refuse(_("A widget is a report, a number or tasks."))
    unknown = {str(key) for key in given} - _KEYS[kind]
    if unknown:
        _refuse(_("Unknown: %(names)s.") % {"names": ", ".join(sorted(unknown))[:100]})
    widget = Widget(
        id=_text(given, "id", ID_LENGTH, required=True),
        kind=kind,
        title=_text(given, "title", TITLE_LENGTH),
        size=_whole(given, "size", 1, choices=SIZES),
        project=_project(given.get("project"), projects),
    )
    _FILLERS[kind](widget, given, today)
    return widget


def _fill_report(widget: Widget, given: dict[str, object], today: date) -> None:
    word = given.get("report")
    if not isinstance(word, str) or word not in set(Kind):
        _refuse(_("There is no such report."))
    kind = Kind(word)
    if kind in OF_PROJECTS_ONLY and widget["project"] is None:
        _refuse(_("This report is of one project: name it."))
    said = given.get("said", {})
    if not isinstance(said, dict) or not all(_is_word(k) and _is_word(v) for k, v in said.items()):
        _refuse(_("The report's filters are words by name."))
    parse_asked(kind, said, zone="UTC", today=today)
    widget["report"] = kind.value
    widget["said"] = dict(said)


def _fill_number(widget: Widget, given: dict[str, object], today: date) -> None:
    _fill_report(widget, given, today)
    widget["figure"] = _text(given, "figure", ID_LENGTH, required=True)


def _fill_tasks(widget: Widget, given: dict[str, object], today: date) -> None:
    widget["query"] = _text(given, "query", QUERY_LENGTH)
    widget["limit"] = _whole(given, "limit", 10, choices=range(1, MOST_TASKS + 1))


_FILLERS: dict[str, Callable[[Widget, dict[str, object], date], None]] = {
    "report": _fill_report,
    "number": _fill_number,
    "tasks": _fill_tasks,
}


def _project(given: object, projects: Collection[str]) -> str | None:
    if given is None:
        return None
    try:
        project = str(UUID(given)) if isinstance(given, str) else ""
    except ValueError:
        project = ""
    if project not in projects:
        _refuse(_("There is no such project here."))
    return project


def _text(given: dict[str, object], name: str, most: int, *, required: bool = False) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        _refuse(
            _("“%(name)s” is text of at most %(most)s characters.") % {"name": name, "most": most}
        )
    if required and not value.strip():
        _refuse(_("A widget needs “%(name)s”.") % {"name": name})
    return value


def _whole(given: dict[str, object], name: str, usual: int, *, choices: Collection[int]) -> int:
    value = given.get(name, usual)
    if not isinstance(value, int) or isinstance(value, bool) or value not in choices:
        message = _("“%(name)s” is a whole number from %(low)s to %(high)s.")
        _refuse(message % {"name": name, "low": min(choices), "high": max(choices)})
    return value


def _is_word(value: object) -> bool:
    return isinstance(value, str) and "\0" not in value


def _refuse(message: str) -> NoReturn:
    raise ValidationError({"widgets": message})
