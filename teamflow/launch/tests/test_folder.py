"""The data folder: one holder at a time, private secrets, sockets whose paths fit."""

import os
import stat

import pytest

from teamflow.launch.folder import SOCKET_PATH_LIMIT, DataFolder, write_private
from teamflow.launch.keys import load_secrets
from teamflow.launch.problem import LaunchProblem


def test_only_one_instance_holds_it(tmp_path):
    folder = DataFolder(tmp_path)
    folder.make()

    with folder.lock(), pytest.raises(LaunchProblem, match=f"process {os.getpid()}"):
        folder.lock()

    folder.lock().close()


def test_a_long_path_gets_its_sockets_elsewhere(tmp_path):
    folder = DataFolder(tmp_path / ("long" * 40))

    socket = folder.run / "pg" / ".s.PGSQL.5432.lock"

    assert len(str(socket)) <= SOCKET_PATH_LIMIT
    assert not folder.run.is_relative_to(folder.path)


def test_a_file_in_its_place_is_told(tmp_path):
    (tmp_path / "data").write_text("not a folder")

    with pytest.raises(LaunchProblem, match="needs a folder"):
        DataFolder(tmp_path / "data").make()


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("teamflow.launch.folder.WANTED_BYTES", 2**60)

    with pytest.raises(LaunchProblem, match="almost full"):
        DataFolder(tmp_path).make()


def test_secrets_are_made_once_and_for_the_owner_only(tmp_path):
    first = load_secrets(tmp_path)

    assert load_secrets(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_secrets_that_cannot_be_read_are_never_made_anew(tmp_path):
    write_private(tmp_path / "secrets.json", "{")

    with pytest.raises(LaunchProblem, match="from a backup"):
        load_secrets(tmp_path)

    assert (tmp_path / "secrets.json").read_text() == "{"
