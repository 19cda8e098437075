"""Two people in one description: nothing that was typed is lost."""

import base64
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from tasks.models import DescriptionRevision, TaskText
from tasks.services.tasks import update_task
from tasks.services.tasks.texts import settle_left_behind, write_text
from tasks.shared_text import Incomplete, SharedText
from tasks.text_edits import apply_edits, edits_between
from teamflow.common.yjs.lib0 import Refused


class Writer:
    """A browser's copy of the text."""

    def __init__(self, task: Any, user: Any) -> None:
        self.task = task
        self.user = user
        self.doc: Doc[Any] = Doc()
        self.text = self.doc.get("text", type=Text)
        self.sync()

    def type(self, at: int, words: str) -> None:
        self.text.insert(at, words)

    def sync(self, *, settle: bool = False) -> None:
        """Bring what is here and take what is there."""
        answer = write_text(
            actor=self.user,
            task=self.task,
            update=self.doc.get_update(),
            state_vector=self.doc.get_state(),
            settle=settle,
        )
        self.doc.apply_update(answer.update)


def typed_into(task: Any) -> str:
    task.refresh_from_db()
    return str(task.description)


def test_two_who_type_at_once_keep_both(task, owner, editor):
    update_task(actor=editor, task=task, description="The wall is wet.")
    one, two = Writer(task, owner), Writer(task, editor)

    one.type(0, "North: ")
    two.type(16, " Call the roofer.")
    one.sync()
    two.sync(settle=True)
    one.sync()

    assert typed_into(task) == "North: The wall is wet. Call the roofer."
    assert str(one.text) == str(two.text) == task.description


def test_what_was_typed_without_a_network_comes_in_later(task, owner, editor):
    one, two = Writer(task, owner), Writer(task, editor)

    one.type(0, "offline")
    for word in ("a ", "b ", "c "):
        two.type(len(str(two.text)), word)
        two.sync(settle=True)
    one.sync(settle=True)

    assert sorted(typed_into(task).replace("offline", " ").split()) == ["a", "b", "c"]
    assert "offline" in task.description


def test_a_door_that_writes_meanwhile_merges_into_the_text(task, owner, editor):
    update_task(actor=editor, task=task, description="one\n\ntwo\n\nthree")
    version = task.field_versions.get("description", 1)
    task.refresh_from_db()
    writer = Writer(task, owner)

    writer.type(0, "typed ")
    writer.sync()
    update_task(actor=editor, task=task, version=task.version, description="one\n\ntwo\n\nTHREE")
    writer.sync(settle=True)

    assert version
    assert typed_into(task) == "typed one\n\ntwo\n\nTHREE" == str(writer.text)


def test_a_sitting_is_one_entry_of_the_history(task, owner, editor):
    update_task(actor=editor, task=task, description="before")
    writer = Writer(task, owner)

    for word in ("one ", "two ", "three "):
        writer.type(0, word)
        writer.sync(settle=True)

    shown = DescriptionRevision.objects.filter(task=task, is_passing=False)
    assert [row.text for row in shown.order_by("version")] == ["", "before"]
    assert DescriptionRevision.objects.filter(task=task, is_passing=True).count() == 2
    assert shown.get(text="before").writers == [editor.pk]


def test_what_nobody_settled_is_written_by_the_job(task, owner):
    writer = Writer(task, owner)
    writer.type(0, "left behind")
    writer.sync()
    TaskText.objects.update(unwritten_since="2020-01-01T00:00Z")

    settle_left_behind()

    assert typed_into(task) == "left behind"


def test_many_changes_fold_and_load_again(task, owner):
    writer = Writer(task, owner)

    for _ in range(230):
        writer.type(0, "x")
        writer.sync()

    row = TaskText.objects.get(task=task)
    assert (row.seq, row.updates.count() < 100) == (230, True)
    assert str(Writer(task, owner).text) == "x" * 230


@pytest.mark.parametrize(
    "update", [b"", b"xx", b"\x01" * 50, b"\xff" * 30], ids=["empty", "short", "ones", "full"]
)
def test_garbage_is_refused_and_changes_nothing(task, owner, update, sent_messages):
    Writer(task, owner)
    before = TaskText.objects.values().get()
    sent_messages.clear()

    with pytest.raises(Refused):
        write_text(actor=owner, task=task, update=update)

    assert TaskText.objects.values().get() == before
    assert sent_messages == []


@pytest.mark.parametrize("words", ["x" * 50_001, "nul \x00", "return \r\n"])
def test_what_a_description_cannot_hold_is_refused(task, owner, words):
    doc: Doc[Any] = Doc()
    doc.get("text", type=Text).insert(0, words)

    with pytest.raises(Refused):
        write_text(actor=owner, task=task, update=doc.get_update())


def test_a_change_upon_what_is_not_here_is_incomplete(task, owner):
    doc: Doc[Any] = Doc()
    text = doc.get("text", type=Text)
    text.insert(0, "first")
    state = doc.get_state()
    text.insert(5, " second")

    with pytest.raises(Incomplete):
        write_text(actor=owner, task=task, update=doc.get_update(state))


def test_others_are_told_after_the_commit(task, owner, sent_messages):
    writer = Writer(task, owner)
    writer.type(0, "hello")
    writer.sync()

    [message] = [each for each in sent_messages if each["type"] == "text.update"]
    copy = SharedText([base64.b64decode(message["data"]["update"])])
    assert (message["data"]["seq"], str(copy)) == (1, "hello")


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_and_changes_nothing(task, clients, who, status):
    response = clients[who].post(f"/api/v1/tasks/{task.pk}/text", {"settle": True})

    assert response.status_code == status
    assert not TaskText.objects.exists()


TEXTS = st.text(alphabet="ab \n#é😀", max_size=60)


@given(TEXTS, TEXTS)
@settings(max_examples=300)
def test_edits_make_the_one_text_of_the_other(old, new):
    assert apply_edits(old, edits_between(old, new)) == new


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_every_typed_word_survives_any_order_of_meetings(seed):
    """Three writers who only add, and a server that they meet in any order."""
    dice = random.Random(seed)
    server = SharedText()
    server.replace("begin")
    copies = [SharedText([server.state()]) for _ in range(3)]
    words = [f"w{number}" for number in range(12)]
    for word in words:
        writer = dice.choice(copies)
        writer.text.insert(dice.randint(0, len(writer.text)) if str(writer).isascii() else 0, word)
        if dice.random() < 0.5:
            other = dice.choice(copies)
            server.take(other.since(server.state_vector()))
            other.take(server.since(other.state_vector()))
    for _ in range(2):
        for copy in copies:
            server.take(copy.since(server.state_vector()))
            copy.take(server.since(copy.state_vector()))

    said = str(server)
    assert all(str(copy) == said for copy in copies)
    assert sorted(said) == sorted("begin" + "".join(words))
