"""PostgreSQL and Valkey alone, for tests and for those who start the rest by hand.

`python -m teamflow.launch.services --data DIR` prints the exports and runs until it is ended.
"""

import argparse
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from teamflow.launch.folder import DataFolder
from teamflow.launch.postgres import Postgres, end_postmaster
from teamflow.launch.problem import LaunchProblem
from teamflow.launch.valkey import Valkey


@contextmanager
def running_services(data: Path, *, throwaway: bool = False) -> Iterator[dict[str, str]]:
    """Run both under `data`; gives the environment that reaches them."""
    folder = DataFolder(data)
    folder.make()
    with folder.lock():
        postgres, valkey = Postgres(folder, throwaway=throwaway), Valkey(folder)
        if (orphan := postgres.running()) is not None:
            end_postmaster(orphan)
        postgres.prepare()
        valkey.prepare()
        log = (folder.logs / "services.log").open("ab")
        started: list[subprocess.Popen[bytes]] = []
        try:
            started.append(_start(postgres.command(), log.fileno(), user=postgres.user))
            started.append(_start(valkey.command(), log.fileno()))
            _wait(postgres, valkey, started, folder)
            postgres.make_database()
            yield {"DATABASE_URL": postgres.url(), "REDIS_URL": valkey.url()}
        finally:
            _stop(started)
            log.close()


def _start(command: list[str], log: int, user: str | None = None) -> subprocess.Popen[bytes]:
    # In a session of its own, so that Ctrl-C reaches it through us and in order.
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd="/",
    )


def _wait(
    postgres: Postgres,
    valkey: Valkey,
    started: list[subprocess.Popen[bytes]],
    folder: DataFolder,
) -> None:
    deadline = time.monotonic() + 60
    while not (postgres.is_ready() and valkey.is_ready()):
        if time.monotonic() > deadline or any(one.poll() is not None for one in started):
            raise LaunchProblem(
                f"PostgreSQL or Valkey did not start; {folder.logs / 'services.log'} says why."
            )
        time.sleep(0.05)


def _stop(started: list[subprocess.Popen[bytes]]) -> None:
    for process in started:
        process.send_signal(signal.SIGINT)
    for process in started:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder to keep both in")
    parser.add_argument(
        "--throwaway", action="store_true", help="faster, and not safe against a power cut"
    )
    parser.add_argument(
        "--while-stdin-open", action="store_true", help="end when whoever started it has ended"
    )
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        with running_services(options.data, throwaway=options.throwaway) as environment:
            for name, value in environment.items():
                sys.stdout.write(f"export {name}={shlex.quote(value)}\n")
            sys.stdout.write(f"# Running as process {os.getpid()}; Ctrl-C ends both.\n")
            sys.stdout.flush()
            if options.while_stdin_open:
                sys.stdin.read()
            else:
                signal.pause()
    except LaunchProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
