"""Rules: what hangs on a task: comments, steps, links, files, time."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tasks.models import Attachment, ChecklistItem, Comment, TaskLink, TimeEntry
from tasks.services.checklists import (
    add_checklist_item,
    delete_checklist_item,
    promote_checklist_item,
    update_checklist_item,
)
from tasks.services.comments import (
    add_comment,
    delete_comment,
    edit_comment,
    react,
    restore_comment,
    unreact,
)
from tasks.services.days import enter_day, restore_day
from tasks.services.effort import add_time, delete_time, start_timer, stop_timer, update_time
from tasks.services.files import announce_file, confirm_file, look_through, restore_attachment
from tasks.services.links import attach_link, link_tasks, remove_attachment, unlink_tasks
from tasks.tests.machine.world import World, numbers

bodies = st.sampled_from(["Words", "**Bold** 🌊", " ", "\0", "too long"])


class TalkRules(World):
    """What people say of a task, keep with it and spend on it."""

    @rule(pick=numbers, body=bodies, is_answer=st.booleans())
    def comment(self, pick: int, body: str, is_answer: bool) -> None:
        task = self.task(pick)
        above = self.some(task.comments.filter(deleted_at=None), pick) if task else None
        self.do(add_comment, task, task=task, body=body, parent=above if is_answer else None)

    @rule(pick=numbers, body=bodies, what=st.sampled_from(["edit", "delete", "restore"]))
    def recomment(self, pick: int, body: str, what: str) -> None:
        comment = self.some(Comment.objects.select_related("task__project"), pick)
        if what == "edit":
            self.do(edit_comment, comment, twice=True, comment=comment, body=body)
        elif what == "restore":
            self.do(restore_comment, comment, twice=True, comment=comment)
        else:
            self.do(delete_comment, comment, twice=True, comment=comment)

    @rule(pick=numbers, emoji=st.sampled_from(["🌊", "👍", "no"]), is_gone=st.booleans())
    def reaction(self, pick: int, emoji: str, is_gone: bool) -> None:
        comment = self.some(Comment.objects.select_related("task__project"), pick)
        if is_gone:
            self.do(unreact, comment, twice=True, comment=comment, emoji=emoji)
        else:
            self.do(react, comment, twice=True, comment=comment, emoji=emoji)

    @rule(
        pick=numbers,
        what=st.sampled_from(["add", "tick", "move", "remove", "promote"]),
        title=st.sampled_from(["Step", "too long", "\0"]),
    )
    def step(self, pick: int, what: str, title: str) -> None:
        item = self.some(ChecklistItem.objects.select_related("checklist__task__project"), pick)
        match what:
            case "add":
                task = self.task(pick)
                self.do(add_checklist_item, task, task=task, title=title)
            case "tick":
                ticked = pick % 2 == 0
                self.do(update_checklist_item, item, twice=True, item=item, done=ticked)
            case "move":
                other = item and self.some(item.checklist.items.exclude(pk=item.pk), pick)
                after = other and other.pk
                self.do(update_checklist_item, other, twice=True, item=item, after=after)
            case "remove":
                self.do(delete_checklist_item, item, twice=True, item=item)
            case _:
                self.do(promote_checklist_item, item, twice=True, item=item)

    @rule(
        pick=numbers,
        other=numbers,
        kind=st.sampled_from(["blocks", "relates", "duplicates", "likes"]),
    )
    def link(self, pick: int, other: int, kind: str) -> None:
        source, target = self.task(pick), self.task(other)
        close = pick % 2 == 0
        self.do(
            link_tasks, source, target, twice=True, source=source, target=target, kind=kind,
            close=close,
        )  # fmt: skip

    @rule(pick=numbers)
    def unlink(self, pick: int) -> None:
        links = TaskLink.objects.select_related("source__project", "target__project")
        link = self.some(links, pick)
        self.do(unlink_tasks, link, twice=True, link=link)

    @rule(
        pick=numbers,
        what=st.sampled_from(["link", "file", "remove", "restore"]),
        data=st.sampled_from([b"Some words", b"", b"\x7fELF"]),
    )
    def attachment(self, pick: int, what: str, data: bytes) -> None:
        task = self.task(pick)
        if what == "link":
            address = "https://example.org/" if pick % 2 else "javascript:alert(1)"
            self.do(attach_link, task, task=task, url=address)
        elif what == "file":
            self.bring(task, data)
        else:
            held = self.some(Attachment.objects.select_related("task__project"), pick)
            if what == "remove":
                self.do(remove_attachment, held, twice=True, attachment=held)
            else:
                self.do(restore_attachment, held, twice=True, attachment=held)

    def bring(self, task: object, data: bytes) -> None:
        made = self.do(
            announce_file, task, task=task, name="notes.txt", size=len(data) or 11_000_000
        )
        if made is None:
            return
        default_storage.save(made[0].storage_key, ContentFile(data))
        self.do(confirm_file, twice=True, attachment=made[0])
        look_through(attachment_id=made[0].pk)

    @rule(pick=numbers, minutes=st.sampled_from([0, 30, 90, 1440]), is_undone=st.booleans())
    def day(self, pick: int, minutes: int, is_undone: bool) -> None:
        task, day = self.task(pick), timezone.now().date() - timedelta(days=pick % 2)
        before = self.do(enter_day, task, twice=True, task=task, day=day, minutes=minutes)
        if before is not None and is_undone:
            self.do(restore_day, twice=True, task=task, day=day, entries=before)

    @rule(pick=numbers, what=st.sampled_from(["start", "stop", "add", "change", "delete"]))
    def time(self, pick: int, what: str) -> None:
        task, now = self.task(pick), timezone.now()
        entry = self.some(TimeEntry.objects.select_related("user", "task__project"), pick)
        match what:
            case "start":
                self.do(start_timer, task, twice=True, task=task)
            case "stop":
                self.do(stop_timer, twice=True)
            case "add":
                begun = now - timedelta(minutes=pick - 10)
                self.do(add_time, task, task=task, started_at=begun, ended_at=now)
            case "change":
                begun = entry and (entry.ended_at or now) - timedelta(minutes=pick)
                self.do(update_time, entry, twice=True, entry=entry, started_at=begun)
            case _:
                self.do(delete_time, entry, twice=True, entry=entry)
