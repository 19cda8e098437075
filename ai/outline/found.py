"""What the rules found."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

R = TypeVar("R", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """A result, and a sentence that says where in the text it comes from."""

    value: R
    note: str
