"""The supervisor's log, retold for the person at the terminal."""

import re
from pathlib import Path

_EXITED = re.compile(r"exited: (\S+) \((.+?)(?:; (?:not )?expected)?\)")
_GAVE_UP = re.compile(r"gave up: (\S+) ")
_SPAWN_ERROR = re.compile(r"spawnerr: (.+)")


def tell(line: str, logs: Path) -> str | None:
    """One line about what died and what happens next; None for what need not be told."""
    if match := _EXITED.search(line):
        name, reason = match[1].split("_")[0], match[2].replace("terminated by ", "killed by ")
        if reason == "exit status 78":
            return None  # told in full by the one who waits for it
        return f"{name} ended ({reason}); starting it again. Its log: {logs / f'{name}.log'}"
    if match := _GAVE_UP.search(line):
        name = match[1].split("_")[0]
        return f"{name} could not be started; {logs / f'{name}.log'} says why."
    if match := _SPAWN_ERROR.search(line):
        return f"A program could not be started: {match[1]}"
    return None
