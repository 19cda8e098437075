"""TeamFlow's words to the providers: one versioned file an operation, in `ai/prompts`."""

import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "prompts"


@dataclass(frozen=True, slots=True)
class PromptText:
    """One version of an operation's instructions."""

    operation: str
    version: str
    text: str


@cache
def prompt_for(operation: str) -> PromptText:
    """The instructions that are in use; the file's first line says their version."""
    head, _, text = (_FOLDER / f"{operation}.md").read_text("utf-8").partition("\n")
    name, _, version = head.partition(":")
    if name != "version" or not version.strip():
        raise ValueError(f"{operation}.md does not begin with its version")
    return PromptText(operation, version.strip(), text.strip())


def delimited(parts: dict[str, str]) -> str:
    """People's text between marks that they cannot write themselves: each call makes its own."""
    mark = secrets.token_hex(8)
    body = "\n".join(f"{name.upper()}:\n{text}" for name, text in parts.items() if text)
    return f"<data-{mark}>\n{body}\n</data-{mark}>"
