"""Whatever happened to files, cleaning up leaves what somebody still has, and only that."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from accounts.services.profile import set_avatar
from tasks.models import Attachment, Task
from tasks.services.copying import duplicate_task
from tasks.services.files import (
    announce_file,
    confirm_file,
    forget_unconfirmed,
    look_through,
    purge_removed,
    restore_attachment,
    sweep_storage,
)
from tasks.services.links import remove_attachment
from tasks.services.projects import NewProject, create_project
from tasks.services.tasks import create_task, update_task
from tasks.services.transfers import move_to_project
from teamflow.common.uploads import uploads

ACTS = (
    "bring", "announce", "remove", "restore", "picture", "copy", "transfer", "avatar", "orphan",
    "clean", "clean_later",
)  # fmt: skip


class World:
    """Two projects, some tasks, and a storage."""

    def __init__(self, actor: Any, projects: list[Any]) -> None:
        self.actor, self.projects = actor, projects
        self.count, self.now = 0, timezone.now()
        create_task(actor=actor, project=projects[0], title="First task")

    def some(self, rows: Any, pick: int) -> Any:
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.get(pk=ids[pick % len(ids)]) if ids else None

    def act(self, what: str, pick: int) -> None:
        self.count += 1
        getattr(self, what)(pick)

    def task(self, pick: int) -> Any:
        return self.some(Task.objects.select_related("project"), pick)

    def file(self, pick: int, *, is_removed: bool = False, **where: Any) -> Any:
        rows = Attachment.objects.select_related("task__project")
        return self.some(
            rows.filter(status="unscanned", deleted_at__isnull=not is_removed, **where), pick
        )

    def bring(self, pick: int) -> None:
        attachment = self.announce(pick)
        confirm_file(actor=self.actor, attachment=attachment)
        look_through(attachment_id=attachment.pk)

    def announce(self, pick: int) -> Attachment:
        data = drawn(self.count) if self.count % 2 else b"words %d" % self.count
        name = f"{self.count}.txt"
        attachment, _target = announce_file(
            actor=self.actor, task=self.task(pick), name=name, size=len(data)
        )
        default_storage.save(attachment.storage_key, ContentFile(data))
        return attachment

    def remove(self, pick: int) -> None:
        if held := self.file(pick):
            remove_attachment(actor=self.actor, attachment=held)

    def restore(self, pick: int) -> None:
        if held := self.file(pick, is_removed=True):
            restore_attachment(actor=self.actor, attachment=held)

    def picture(self, pick: int) -> None:
        task = self.task(pick)
        if held := self.file(pick, task=task):
            update_task(actor=self.actor, task=task, description=f"![it]({held.url})")

    def copy(self, pick: int) -> None:
        if Task.objects.count() < 6:
            duplicate_task(actor=self.actor, task=self.task(pick))

    def transfer(self, pick: int) -> None:
        task = self.task(pick)
        [other] = [each for each in self.projects if each.pk != task.project_id]
        move_to_project(actor=self.actor, tasks=[task], project=other)

    def avatar(self, _pick: int) -> None:
        set_avatar(actor=self.actor, upload=SimpleUploadedFile("face.png", drawn(self.count)))

    def orphan(self, _pick: int) -> None:
        default_storage.save(f"attachments/x/lost-{self.count}", ContentFile(b"lost"))

    def clean_later(self, _pick: int) -> None:
        self.now += timedelta(days=31)
        self.clean()

    def clean(self, _pick: int = 0) -> None:
        forget_unconfirmed(now=self.now)
        purge_removed(now=self.now)
        sweep_storage(now=self.now)

    def check(self, client: Client) -> None:
        kept = Attachment.objects.filter(status="unscanned", deleted_at=None)
        for row in kept:
            answer = client.get(row.url)
            assert answer.status_code == 200
            body: bytes = answer.getvalue()
            assert len(body) == row.size
            if row.thumbnail_key:
                assert client.get(f"/previews/{row.pk}/thumbnail.webp").status_code == 200
        self.actor.refresh_from_db()
        if self.actor.avatar:
            assert client.get(f"/{self.actor.avatar}-96.webp").status_code == 200

    def leaves_nothing_else(self) -> None:
        self.now += timedelta(days=62)
        self.clean()
        named = set(Attachment.objects.values_list("storage_key", flat=True))
        held = {each.key.partition(".")[0] for each in uploads().stored("attachments")}
        assert held <= named
        assert list(uploads().stored("incoming")) == []


def drawn(number: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), (number % 256, 0, 0)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def folder(settings, tmp_path):
    settings.ATTACHMENTS_PER_HOUR = 10_000
    return settings, tmp_path


@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 20)), max_size=14))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cleaning_up_removes_nothing_that_is_in_use(
    acts, folder, commits, project, workspace, owner
):
    said, tmp_path = folder
    said.MEDIA_ROOT = tmp_path / str(len(list(tmp_path.iterdir())))
    Attachment.objects.all().delete()
    Task.objects.all().delete()
    client = Client()
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    owner.avatar = ""
    owner.save()
    other = workspace.projects.filter(key="EL").first() or create_project(
        actor=owner, workspace=workspace, new=NewProject(name="Elsewhere", key="EL")
    )
    world = World(owner, [project, other])

    for what, pick in acts:
        world.act(what, pick)
    world.clean()
    world.check(client)
    world.leaves_nothing_else()
    world.check(client)
