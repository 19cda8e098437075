"""Out and in again: equal by field, for every field of every model."""

import io
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from accounts.models import User, Workspace
from teamflow.portable.bringing_in import bring_in
from teamflow.portable.files import KeptFiles
from teamflow.portable.opening import Archive, open_archive
from teamflow.portable.shape import (
    CHANGED,
    FILES,
    LEFT_OUT_FIELDS,
    LEFT_OUT_MODELS,
    PARTS,
    Part,
    lists_of,
)
from teamflow.portable.taking_out import write_archive
from teamflow.portable.tests.world import World, everything

OURS = ("accounts", "tasks", "boards", "integrations", "ai", "common")
pytestmark = pytest.mark.django_db


@pytest.fixture
def world(owner: User, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    settings.TEAMFLOW_URL = "http://127.0.0.1:8000"
    return everything(owner)


def archived(workspace: Workspace) -> io.BytesIO:
    file = io.BytesIO()
    write_archive(workspace=workspace, to=file, tell=lambda percent: None)
    file.seek(0)
    return file


def brought_in(actor: User, file: io.BytesIO) -> tuple[Workspace, dict[str, Any], Archive]:
    with KeptFiles() as files:
        archive = open_archive(file)
        workspace, result = bring_in(
            actor=actor, archive=archive, files=files, tell=lambda percent: None
        )
    return workspace, result, archive


def test_every_model_is_a_part_or_left_out_by_name():
    ours = {
        model._meta.label_lower
        for model in apps.get_models()
        if model._meta.app_label in OURS and not model._meta.auto_created
    }
    parts = {part.label for part in PARTS}

    assert parts | set(LEFT_OUT_MODELS) == ours
    assert not parts & set(LEFT_OUT_MODELS)


def test_every_exception_names_a_field_that_is_there():
    names = {
        f"{part.label}.{field.name}"
        for part in PARTS
        for field in [*part.model._meta.concrete_fields]
    }

    assert set(LEFT_OUT_FIELDS) | set(CHANGED) <= names


def test_every_field_that_names_a_file_takes_its_bytes_along():
    named = {
        f"{part.label}.{field.name}"
        for part in PARTS
        for field in part.model._meta.concrete_fields
        if field.name.endswith(("_key", "_path", "_file")) or isinstance(field, models.FileField)
    }
    files = {f"{label}.{name}" for label, names in FILES.items() for name in names}

    # What is drawn of a file is drawn anew.
    assert named - LEFT_OUT_FIELDS.keys() == files


def test_the_world_has_one_of_everything(world):
    empty = [part.label for part in PARTS if not part.rows(world.workspace.pk).exists()]

    assert empty == []


def test_what_comes_in_equals_what_went_out(world, owner):
    file = archived(world.workspace)
    before = {part.label: snapshot(part, world.workspace) for part in PARTS}

    Workspace.objects.update(slug="moved-away")

    workspace, _result, _archive = brought_in(owner, file)

    assert workspace.pk != world.workspace.pk
    assert workspace.slug == "everything"
    names = Names(world.workspace, workspace, owner)
    different = [
        (f"{part.label}.{name}", old[name], new[name])
        for part in PARTS
        for old, new in zip(
            compared(part, [names.here(row) for row in before[part.label]]),
            compared(part, snapshot(part, workspace)),
            strict=True,
        )
        for name in old
        if old[name] != new[name]
    ]
    assert different == []


def test_twice_into_one_installation(world, owner):
    file = archived(world.workspace)

    first, _result, _archive = brought_in(owner, file)
    second, _result, _archive = brought_in(owner, file)

    assert len({world.workspace.slug, first.slug, second.slug}) == 3
    assert first.projects.count() == second.projects.count() == 1


class Names:
    """What ids of one workspace are called in the other: rows of a part stand in one order."""

    def __init__(self, there: Workspace, here: Workspace, owner: User) -> None:
        self.ids: dict[str, str] = {}
        for part in PARTS:
            if not isinstance(part.model._meta.pk, models.UUIDField):
                continue
            pairs = zip(part.rows(there.pk), part.rows(here.pk), strict=True)
            self.ids |= {str(old.pk): str(new.pk) for old, new in pairs}
        stranger = User.objects.get(email="colleague@example.com")
        name = User.objects.get(stands_for="colleague@example.com")
        self.ids[str(stranger.pk)] = str(name.pk)

    def here(self, row: dict[str, str]) -> dict[str, str]:
        found = {}
        for name, value in row.items():
            for old, new in self.ids.items():
                value = value.replace(old, new)
            found[name] = value
        return found


def snapshot(part: Part, workspace: Workspace) -> list[dict[str, str]]:
    """Every column and every list of every row, as text."""
    rows = []
    for row in part.rows(workspace.pk):
        held = {}
        for field in part.model._meta.concrete_fields:
            value = getattr(row, field.attname)
            if isinstance(field, models.BinaryField):
                value = bytes(value).decode("latin-1")
            held[field.name] = repr(value)
        for several in lists_of(part.label):
            pks = getattr(row, several.name).order_by("pk").values_list("pk", flat=True)
            held[several.name] = repr(sorted(map(str, pks)))
        rows.append(held)
    return rows


def compared(part: Part, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Without what comes in otherwise; numbers given by the database say nothing."""
    apart = {
        field.name
        for field in part.model._meta.concrete_fields
        if isinstance(field, models.AutoField)
        or f"{part.label}.{field.name}" in {**CHANGED, **LEFT_OUT_FIELDS}
    }
    return sorted(
        ({name: value for name, value in row.items() if name not in apart} for row in rows),
        key=repr,
    )
