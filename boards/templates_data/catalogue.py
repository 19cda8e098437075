"""What a built-in template is, and where all of them are found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boards.elements import Element
from boards.templates_data.layout import Sheet

Words = str | Promise
Draw = Callable[[Sheet], None]

CATEGORIES: dict[str, Words] = {
    "live": _("Live from a project"),
    "meetings": _("Meetings and retrospectives"),
    "planning": _("Planning"),
    "ideas": _("Ideas and decisions"),
    "strategy": _("Strategy"),
    "research": _("Research and design"),
    "diagrams": _("Diagrams"),
    "own": _("Made here"),
}


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A template that comes with TeamFlow; drawn anew, in the reader's language, when asked for."""

    key: str
    name: Words
    category: str
    about: Words
    draw: Draw

    def elements(self) -> list[Element]:
        """Its elements, with fresh ids."""
        sheet = Sheet()
        self.draw(sheet)
        return sheet.elements


_known: dict[str, BuiltIn] = {}


def template(key: str, *, name: Any, category: str, about: Any) -> Callable[[Draw], Draw]:
    """Enters a drawing into the catalogue; the order of the modules is that of the gallery."""

    def enter(draw: Draw) -> Draw:
        _known[key] = BuiltIn(key, name, category, about, draw)
        return draw

    return enter


def built_in() -> dict[str, BuiltIn]:
    """Every template that comes with TeamFlow, by key."""
    return _known
