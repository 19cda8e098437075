"""Watching, answering and reacting."""

import pytest

from tasks.models import Comment, Reaction, Task
from tasks.services.comments import add_comment, edit_comment
from tasks.services.tasks import create_task, update_task
from tasks.tests.factories import make_comment, make_task


def watchers(task):
    return set(Task.objects.get(pk=task.pk).watchers.values_list("name", flat=True))


def named(person):
    return f"Look, @[{person.name}](user:{person.pk})!"


def test_maker_assignees_commenters_and_the_named_watch(project, owner, editor, viewer, outsider):
    task = create_task(
        actor=editor,
        project=project,
        title="Sail",
        assignee_ids=[owner.pk],
        description=named(outsider),
    )
    assert watchers(task) == {"Editor", "Owner"}

    add_comment(actor=owner, task=task, body=named(viewer))
    assert watchers(task) == {"Editor", "Owner", "Viewer"}


def test_being_assigned_or_named_later_counts_too(task, editor, owner, viewer):
    assert watchers(task) == {"Editor"}
    update_task(actor=editor, task=task, assignee_ids=[owner.pk])
    update_task(actor=editor, task=task, description=named(viewer))

    assert watchers(task) == {"Editor", "Owner", "Viewer"}


def test_who_stopped_stays_away_until_they_watch_again(task, editor, owner, clients):
    url = f"/api/v1/tasks/{task.pk}/watch"
    assert clients["editor"].delete(url).json()["watchers"] == []

    add_comment(actor=editor, task=task, body="Still talking")
    update_task(actor=owner, task=task, assignee_ids=[editor.pk])
    assert watchers(task) == set()

    assert clients["editor"].post(url).json()["watchers"] == [str(editor.pk)]
    version = Task.objects.get(pk=task.pk).version
    assert clients["editor"].post(url).json()["version"] == version


def test_viewers_watch_and_strangers_find_nothing(task, viewer, clients):
    url = f"/api/v1/tasks/{task.pk}/watch"

    assert clients["viewer"].post(url).status_code == 200
    assert clients["outsider"].post(url).status_code == 404
    assert watchers(task) == {"Editor", "Viewer"}


def test_watchers_are_set_as_a_whole_and_left_out_ones_stay_away(task, editor, owner, outsider):
    update_task(actor=editor, task=task, watcher_ids=[owner.pk])
    make_comment(task, editor)

    assert watchers(task) == {"Owner"}
    with pytest.raises(Exception, match="Not a member"):
        update_task(actor=editor, task=task, watcher_ids=[outsider.pk])


def test_answers_join_the_thread(task, editor, owner):
    first = make_comment(task, editor)
    second = add_comment(actor=owner, task=task, body="Yes", parent=first)
    third = add_comment(actor=editor, task=task, body="Good", parent=second)

    assert (second.parent, third.parent) == (first, first)


def test_an_answer_belongs_to_the_same_task(task, project, editor, clients):
    other = make_comment(make_task(project, editor, "Other"), editor)

    answer = clients["editor"].post(
        f"/api/v1/tasks/{task.pk}/comments", {"body": "Yes", "parent": str(other.pk)}
    )

    assert (answer.status_code, Comment.objects.count()) == (400, 1)


@pytest.mark.parametrize("emoji", ["👍", "❤️", "👩‍🚀", "1️⃣", "🇵🇱", "👍🏽"])
def test_reacts_once_and_takes_it_back(task, editor, owner, clients, emoji, sent_messages):
    comment = make_comment(task, editor)
    url = f"/api/v1/comments/{comment.pk}/reactions"
    sent_messages.clear()

    clients["owner"].post(url, {"emoji": emoji})
    both = clients["editor"].post(url, {"emoji": emoji})
    said = len(sent_messages)
    again = clients["editor"].post(url, {"emoji": emoji})

    held = [{"emoji": emoji, "users": [str(owner.pk), str(editor.pk)]}]
    assert both.json()["reactions"] == again.json()["reactions"] == held
    assert len(sent_messages) == said
    assert sent_messages[-1]["type"] == "comment.updated"
    assert sent_messages[-1]["data"]["reactions"] == held
    gone = clients["owner"].delete(f"{url}?emoji={emoji}")
    assert gone.json()["reactions"] == [{"emoji": emoji, "users": [str(editor.pk)]}]


@pytest.mark.parametrize("emoji", ["", "ok", "x👍", " ", "\x00", "👍" * 17, "\u0661", "<b>"])
def test_only_emoji_are_reactions(task, editor, clients, emoji):
    comment = make_comment(task, editor)

    answer = clients["editor"].post(
        f"/api/v1/comments/{comment.pk}/reactions", {"emoji": emoji}, format="json"
    )

    assert (answer.status_code, Reaction.objects.count()) == (400, 0)


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_reacting_and_changes_nothing(task, editor, clients, who, status, sent_messages):
    comment = make_comment(task, editor)
    sent_messages.clear()

    answer = clients[who].post(f"/api/v1/comments/{comment.pk}/reactions", {"emoji": "👍"})

    assert (answer.status_code, Reaction.objects.count(), sent_messages) == (status, 0, [])


def test_words_that_change_name_more_people(task, editor, viewer):
    comment = make_comment(task, editor)

    edit_comment(actor=editor, comment=comment, body=named(viewer))

    assert watchers(task) == {"Editor", "Viewer"}


def test_whoever_says_who_watches_is_taken_at_their_word(task, editor, owner):
    for _again in range(2):
        update_task(actor=editor, task=task, assignee_ids=[owner.pk], watcher_ids=[editor.pk])
        assert watchers(task) == {"Editor"}
