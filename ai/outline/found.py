"""What the rules found."""

from dataclasses import dataclass

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Found:
    """A result, and a sentence that says where in the text it comes from."""

    value: BaseModel
    note: str
