"""What stands before a start: tables, static files, the demo. Skipped when nothing changed."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from teamflow.launch.folder import DataFolder, write_private
from teamflow.launch.options import ROOT
from teamflow.launch.problem import LaunchProblem

APPS = ("teamflow/common", "accounts", "tasks", "boards", "integrations", "ai")


def prepare(folder: DataFolder, *, is_new: bool, is_dev: bool) -> None:
    """Migrate, collect the static files and make the demo, as far as the stamp asks for it."""
    path = folder.path / "prepared.json"
    wanted = {"tables": _tables_digest(), "static": _static_digest()}
    stamp = {} if is_new else _read(path)
    steps = []
    if stamp.get("tables") != wanted["tables"]:
        steps.append("tables")
    if stamp.get("static") != wanted["static"] and not is_dev:
        steps.append("static")
    if not stamp.get("demo"):
        steps.append("demo")
    if not steps:
        return
    _run_steps(steps)
    kept = wanted if not is_dev else {**wanted, "static": stamp.get("static", "")}
    write_private(path, json.dumps({**kept, "demo": "made"}))


def _run_steps(steps: list[str]) -> None:
    """In one process: starting Django three times would be the slowest part."""
    command = [sys.executable, "-m", "teamflow.launch.steps", *steps]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise LaunchProblem("TeamFlow could not prepare its data; the lines above say why.")


def _tables_digest() -> str:
    files = [path for app in APPS for path in sorted((ROOT / app / "migrations").glob("*.py"))]
    return _digest(files, by_content=True)


def _static_digest() -> str:
    files = [path for path in sorted((ROOT / "static").rglob("*")) if path.is_file()]
    return _digest(files, by_content=False)


def _digest(files: list[Path], *, by_content: bool) -> str:
    total = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in files:
        info = path.stat()
        total.update(f"{path}\0{info.st_size}\0".encode())
        total.update(path.read_bytes() if by_content else str(info.st_mtime_ns).encode())
    return total.hexdigest()


def _read(path: Path) -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return stamp
