"""The templates that come with TeamFlow, in the order of the gallery."""

from boards.templates_data import (  # noqa: F401
    diagrams,
    ideas,
    live,
    meetings,
    planning,
    research,
    strategy,
)
from boards.templates_data.catalogue import CATEGORIES, BuiltIn, built_in

__all__ = ["CATEGORIES", "BuiltIn", "built_in"]
