"""What every provider offers, and what can go wrong with one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    # Pydantic and the SDKs are loaded by the first request, not by every process that starts.
    from pydantic import BaseModel

TIMEOUT_SECONDS = 30.0
MAX_TOKENS = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question.

    `instructions` are TeamFlow's words; `content` is people's text, delimited, which is data
    whatever it says. `material` is the same text in parts, for a provider that reads no prose.
    """

    operation: str
    instructions: str
    content: str
    material: dict[str, Any] = field(default_factory=dict)
    # What to mend, on the second try: what came back, and why it does not fit.
    rejected: tuple[str, str] | None = None
    max_tokens: int = MAX_TOKENS


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back, and what it took."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    model: str = ""
    # Words for the person, from a provider that has something to say about its answer.
    note: str = ""


class Provider(Protocol):
    """Answers questions."""

    name: ClassVar[str]
    # Costs nothing, fails for no outside reason: needs neither budget nor breaker.
    is_local: ClassVar[bool]

    @property
    def model(self) -> str:
        """Which model will answer."""
        ...

    def schema_for(self, schema: type[BaseModel]) -> type[BaseModel]:
        """The schema that this provider's answers are checked against."""
        ...

    def complete(self, ask: Ask, *, schema: type[BaseModel] | None = None) -> Answer:
        """The whole answer at once; JSON that should fit `schema` when one is given."""
        ...

    def stream(self, ask: Ask, *, schema: type[BaseModel] | None = None) -> Iterator[str | Answer]:
        """The answer's text piece by piece, and last the `Answer` of all of it."""
        ...


class ProviderError(Exception):
    """A provider did not answer. `reason` is one word for records; it carries no text of people."""

    def __init__(
        self, reason: str, *, is_retryable: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_retryable = is_retryable
        self.retry_after = retry_after

    @property
    def is_outage(self) -> bool:
        """Whether this speaks against the provider's health, not against this one question."""
        return self.is_retryable and self.reason != "rate_limited"


def strict_schema(schema: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema in the dialect that both vendors take for structured results.

    They refuse limits and defaults, and want every property required; the prompt states the
    limits in words, and Pydantic checks them afterwards.
    """
    return _tighten(schema.model_json_schema())  # type: ignore[no-any-return]


_REFUSED = {
    "default",
    "title",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
}


def _tighten(node: Any) -> Any:
    if isinstance(node, list):
        return [_tighten(each) for each in node]
    if not isinstance(node, dict):
        return node
    tight = {
        key: {name: _tighten(each) for name, each in value.items()}
        if key in {"properties", "$defs"}
        else _tighten(value)
        for key, value in node.items()
        if key not in _REFUSED
    }
    if node.get("type") == "object":
        tight["additionalProperties"] = False
        tight["required"] = list(node.get("properties", {}))
    return tight


def user_message(ask: Ask) -> str:
    """The second half of a prompt: people's text, and what to mend when this is a repair."""
    if ask.rejected is None:
        return ask.content
    text, problem = ask.rejected
    return (
        f"{ask.content}\n\nYour last answer did not fit the schema.\n"
        f"<answer>\n{text[:8000]}\n</answer>\n<problem>\n{problem}\n</problem>\n"
        "Answer again with one JSON object that fits."
    )
