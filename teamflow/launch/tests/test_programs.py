"""The supervisor's configuration, read back by the supervisor's own parser."""

from pathlib import Path

from supervisor.options import ServerOptions

from teamflow.launch.folder import DataFolder
from teamflow.launch.options import Options
from teamflow.launch.programs import write_configuration
from teamflow.launch.valkey import Valkey


def test_odd_paths_survive_the_configuration(tmp_path):
    folder = DataFolder(tmp_path / '50% "of" it')
    folder.make()
    options = Options(
        data=folder.path,
        host="127.0.0.1",
        port=8000,
        url="http://127.0.0.1:8000",
        web_processes=2,
        worker_threads=4,
        is_dev=False,
    )

    parsed = _parse(write_configuration(folder, options, None, Valkey(folder)))

    groups = {group.name: group for group in parsed.process_group_configs}
    assert set(groups) == {"web", "worker", "valkey"}
    assert len(groups["web"].process_configs) == 2
    assert f"TEAMFLOW_INSTANCE={folder.path}" in _words(groups["valkey"])


def _parse(path: Path) -> ServerOptions:
    parsed = ServerOptions()
    parsed.realize(["-c", str(path), "-n"])
    return parsed


def _words(group) -> list[str]:
    import shlex

    return shlex.split(group.process_configs[0].command)
