"""The built-in provider: rules instead of a model.

It invents nothing: it turns what somebody already wrote into steps and diagrams, and says so.
"""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from pydantic import BaseModel

from ai.outline.breakdown import find_subtasks
from ai.outline.diagrams import find_flowchart, find_mind_map
from ai.outline.found import Found
from ai.providers.base import Answer, Ask, ProviderError
from ai.schemas import Breakdown, FoundBreakdown

_FINDERS: dict[str, Callable[[dict[str, Any]], Found[BaseModel]]] = {
    "task_breakdown": find_subtasks,
    "mindmap": find_mind_map,
    "flowchart": find_flowchart,
}


class OutlineProvider:
    """Needs no key and no network."""

    name: ClassVar[str] = "outline"
    is_local: ClassVar[bool] = True

    @staticmethod
    def is_configured() -> bool:
        """Always there."""
        return True

    @property
    def model(self) -> str:
        """The rules' version."""
        return "outline-1"

    def schema_for(self, schema: type[BaseModel]) -> type[BaseModel]:
        """A text may honestly hold fewer steps than a model is asked to think of."""
        return FoundBreakdown if schema is Breakdown else schema

    def complete(self, ask: Ask, *, schema: type[BaseModel] | None = None) -> Answer:
        """What the text holds."""
        finder = _FINDERS.get(ask.operation)
        if finder is None:
            raise ProviderError("unsupported")
        found = finder(ask.material)
        return Answer(text=found.value.model_dump_json(), model=self.model, note=found.note)

    def stream(self, ask: Ask, *, schema: type[BaseModel] | None = None) -> Iterator[str | Answer]:
        """The same in one piece."""
        answer = self.complete(ask, schema=schema)
        yield answer.text
        yield answer
