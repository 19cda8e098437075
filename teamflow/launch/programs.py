"""What runs: one supervisor, and the programs that it starts again when they die."""

import http.client
import socket
import sys
import xmlrpc.client
from pathlib import Path
from typing import Any

from teamflow.launch.folder import DataFolder, write_private
from teamflow.launch.options import ROOT, Options
from teamflow.launch.postgres import Postgres
from teamflow.launch.valkey import Valkey

# The exit code of a program that a restart cannot help (a wrong setting): it stays down.
HOPELESS = 78


def write_configuration(
    folder: DataFolder, options: Options, postgres: Postgres | None, valkey: Valkey | None
) -> Path:
    """Write the supervisor's configuration; the two services are left out when others serve."""
    sections = [_supervisor(folder)]
    if postgres is not None:
        sections.append(_postgres(folder, postgres))
    if valkey is not None:
        command = _command([*_bare_environment(folder), *valkey.command()])
        sections.append(
            _program("valkey", command, folder, priority="20", autostart="true", directory="/")
        )
    sections += [_web(folder, options), _worker(folder, options)]
    if options.is_dev:
        sections.append(_client_watch(folder))
    path = folder.run / "supervisord.conf"
    write_private(path, "\n".join(sections))
    return path


def _bare_environment(folder: DataFolder) -> list[str]:
    """The services need none of the product's secrets; the mark tells whose they are."""
    return ["/usr/bin/env", "-i", "PATH=/usr/bin:/bin", f"TEAMFLOW_INSTANCE={folder.path}"]


def _supervisor(folder: DataFolder) -> str:
    return (
        _section(
            "supervisord",
            nodaemon="true",
            logfile=str(folder.logs / "supervisor.log"),
            logfile_maxbytes="2MB",
            logfile_backups="1",
            loglevel="info",
            pidfile=str(folder.run / "supervisord.pid"),
            directory=str(ROOT),
            childlogdir=str(folder.logs),
            strip_ansi="true",
        )
        + _section("unix_http_server", file=str(folder.run / "supervisor.sock"), chmod="0700")
        + _section(
            "rpcinterface:supervisor",
            **{
                "supervisor.rpcinterface_factory": (
                    "supervisor.rpcinterface:make_main_rpcinterface"
                )
            },
        )
    )


def _postgres(folder: DataFolder, postgres: Postgres) -> str:
    return _program(
        "postgres",
        _command([*_bare_environment(folder), *postgres.command()]),
        folder,
        priority="10",
        autostart="true",
        stopsignal="INT",
        stopwaitsecs="30",
        directory="/",
        **({"user": postgres.user} if postgres.user else {}),
    )


def _web(folder: DataFolder, options: Options) -> str:
    if options.is_dev:
        command = [sys.executable, "-m", "teamflow.launch.web", "--reload"]
        command += ["--host", options.host, "--port", str(options.port)]
        return _program("web", _command(command), folder, stopasgroup="true", killasgroup="true")
    host = f"[{options.host}]" if ":" in options.host else options.host
    # The supervisor holds the listening socket, so that a process that dies refuses nobody:
    # connections wait until the next one has started.
    return _program(
        "web",
        _command([sys.executable, "-m", "teamflow.launch.web"]),
        folder,
        kind="fcgi-program",
        socket=f"tcp://{host}:{options.port}",
        numprocs=str(options.web_processes),
        process_name="web_%(process_num)d",
        stopwaitsecs="15",
        priority="100",
    )


def _worker(folder: DataFolder, options: Options) -> str:
    command = [sys.executable, "-m", "teamflow.launch.worker"]
    command += ["--threads", str(options.worker_threads)]
    return _program("worker", _command(command), folder, stopwaitsecs="20", priority="90")


def _client_watch(folder: DataFolder) -> str:
    return _program(
        "client",
        "node build.mjs --watch",
        folder,
        directory=str(ROOT / "client"),
        stopasgroup="true",
        killasgroup="true",
    )


def _program(
    name: str, command: str, folder: DataFolder, *, kind: str = "program", **more: str
) -> str:
    settings = {
        "command": command,
        "autostart": "false",
        "autorestart": "unexpected",
        "exitcodes": str(HOPELESS),
        "startsecs": "1",
        # Each try waits a second longer than the one before.
        "startretries": "1000",
        "stopwaitsecs": "10",
        "redirect_stderr": "true",
        "stdout_logfile": str(folder.logs / f"{name}.log"),
        "stdout_logfile_maxbytes": "5MB",
        "stdout_logfile_backups": "2",
        "directory": str(ROOT),
    }
    return _section(f"{kind}:{name}", **(settings | more))


def _section(title: str, **settings: str) -> str:
    lines = [f"{name} = {_escaped(name, value)}" for name, value in settings.items()]
    return "\n".join([f"[{title}]", *lines, ""])


def _escaped(name: str, value: str) -> str:
    if name == "process_name":
        return value
    # The supervisor expands a log file's name twice.
    return value.replace("%", "%%%%" if name == "stdout_logfile" else "%%")


def _command(words: list[str]) -> str:
    # The supervisor splits as a shell does, in POSIX mode.
    return " ".join('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words)


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=10)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class _UnixTransport(xmlrpc.client.Transport):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = str(path)

    def make_connection(self, host: Any) -> http.client.HTTPConnection:
        return _UnixConnection(self.path)


class Supervisor:
    """Asks the running supervisor over its socket."""

    def __init__(self, folder: DataFolder) -> None:
        transport = _UnixTransport(folder.run / "supervisor.sock")
        self._proxy = xmlrpc.client.ServerProxy("http://localhost", transport=transport)

    def start(self, group: str) -> None:
        """Start every process of `group` without waiting for it."""
        self._proxy.supervisor.startProcessGroup(group, False)

    def pids(self) -> dict[str, list[int]]:
        """The running processes of each group."""
        processes: Any = self._proxy.supervisor.getAllProcessInfo()
        running: dict[str, list[int]] = {}
        for one in processes:
            if one["pid"]:
                running.setdefault(one["group"], []).append(one["pid"])
        return running

    def hopeless(self) -> list[str]:
        """The groups that ended because their settings are wrong."""
        processes: Any = self._proxy.supervisor.getAllProcessInfo()
        return [
            one["group"]
            for one in processes
            if one["statename"] == "EXITED" and one["exitstatus"] == HOPELESS
        ]
