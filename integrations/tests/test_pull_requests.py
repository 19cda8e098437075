import pytest

from accounts.models import Workspace
from integrations.models import PullRequest
from integrations.providers.github.messages import keys_in
from integrations.services.connections import update_connection
from integrations.tests.factories import GitHub, make_connection, merged, pull_request, push
from integrations.tests.worker import work
from tasks.models import State
from tasks.services.tasks import create_task, move_task
from teamflow.common.models import Event


@pytest.fixture
def send(github):
    """Send an event and let a worker do what it asks for."""

    def run(event, payload):
        response = github.send(event, payload)
        assert response.status_code == 202
        work()

    return run


def state_of(task):
    task.refresh_from_db()
    return task.column.state


def shown(client, task):
    return client.get(f"/api/v1/tasks/{task.pk}/pull-requests").json()["results"]


def test_opening_links_the_pull_request_and_moves_the_task_to_review(
    send, task, clients, sent_messages
):
    send("pull_request", pull_request())

    (pull,) = shown(clients["viewer"], task)
    assert (pull["repository"], pull["number"], pull["state"]) == ("acme/app", 41, "open")
    assert pull["url"] == "https://github.com/acme/app/pull/41"
    assert state_of(task) == State.IN_REVIEW
    told = [message["type"] for message in sent_messages]
    assert {"task.pull_request_changed", "task.moved"} <= set(told)


def test_merging_closes_the_task(send, task, clients):
    send("pull_request", pull_request())
    send("pull_request", merged())

    assert state_of(task) == State.DONE
    assert shown(clients["owner"], task)[0]["state"] == "merged"
    assert task.completed_at is not None


def test_github_is_named_as_who_did_it(send, task):
    send("pull_request", merged())

    event = Event.objects.get(type="task.moved")
    assert (event.actor_id, event.actor_name) == (None, "GitHub")


def test_closing_without_a_merge_moves_nothing_and_shows_it(send, task, clients):
    send("pull_request", pull_request())
    send(
        "pull_request",
        pull_request("closed", state="closed", updated_at="2026-03-01T11:00:00Z"),
    )

    assert state_of(task) == State.IN_REVIEW
    assert shown(clients["owner"], task)[0]["state"] == "closed"


def test_a_draft_is_linked_and_moves_when_it_is_ready(send, task, clients):
    send("pull_request", pull_request(draft=True))
    assert (state_of(task), shown(clients["owner"], task)[0]["state"]) == (State.TODO, "draft")

    send("pull_request", pull_request("ready_for_review", updated_at="2026-03-01T11:00:00Z"))

    assert state_of(task) == State.IN_REVIEW


@pytest.mark.parametrize(
    "payload",
    [
        pull_request(title="Mend it", body="Closes TF-1."),
        pull_request(title="Mend it", head={"ref": "feature/tf-1-mend", "sha": "a" * 40}),
        pull_request(title="(TF-1) Mend it", body=None),
    ],
)
def test_the_key_may_stand_in_title_body_or_branch(send, task, clients, payload):
    send("pull_request", payload)

    assert len(shown(clients["owner"], task)) == 1


def test_a_key_in_a_commit_links_the_branchs_pull_request_to_come(send, task, clients):
    send("push", push("mend-gate", "Oil it, TF-1"))
    assert (shown(clients["owner"], task), state_of(task)) == ([], State.TODO)

    send("pull_request", pull_request(title="Mend it"))

    assert len(shown(clients["owner"], task)) == 1
    assert state_of(task) == State.IN_REVIEW


def test_a_key_in_a_commit_links_the_branchs_open_pull_request(send, task, clients):
    send("pull_request", pull_request(title="Mend it"))
    send("push", push("mend-gate", "Oil it, TF-1"))

    assert len(shown(clients["owner"], task)) == 1
    assert state_of(task) == State.IN_REVIEW


def test_one_pull_request_may_be_about_several_tasks(send, task, project, owner):
    other = create_task(actor=owner, project=project, title="Paint the gate")

    send("pull_request", merged(title="TF-1 and TF-2"))

    assert (state_of(task), state_of(other)) == (State.DONE, State.DONE)


def test_an_older_delivery_that_comes_late_takes_nothing_back(send, task, clients):
    send("pull_request", merged())
    send("pull_request", pull_request())

    assert state_of(task) == State.DONE
    assert shown(clients["owner"], task)[0]["state"] == "merged"


def test_what_people_moved_since_stays_where_it_is(send, task, owner):
    send("pull_request", pull_request())
    task.refresh_from_db()
    move_task(actor=owner, task=task, status=State.TODO)

    send("pull_request", pull_request("synchronize", updated_at="2026-03-01T10:30:00Z"))

    assert state_of(task) == State.TODO


def test_a_task_that_is_done_stays_done_when_a_pull_request_opens(send, task, owner):
    move_task(actor=owner, task=task, status=State.DONE)

    send("pull_request", pull_request())

    assert state_of(task) == State.DONE


def test_a_project_without_that_column_is_left_alone(send, task, project, clients):
    project.columns.filter(state=State.IN_REVIEW).delete()

    send("pull_request", pull_request())

    assert state_of(task) == State.TODO
    assert len(shown(clients["owner"], task)) == 1


def test_the_rules_can_be_switched_off(send, task, connection, owner):
    update_connection(
        actor=owner,
        connection=connection,
        settings={"move_on_open": False, "move_on_merge": False},
    )
    send("pull_request", pull_request())
    send("pull_request", merged())

    assert state_of(task) == State.TODO


def test_other_repositories_are_left_alone_where_some_are_named(send, task, connection, owner):
    update_connection(actor=owner, connection=connection, settings={"repositories": ["Acme/Other"]})
    send("pull_request", pull_request())

    assert PullRequest.objects.count() == 0
    assert state_of(task) == State.TODO


def test_a_key_of_another_workspace_is_not_found(task, outsider):
    elsewhere = Workspace.objects.get(slug="elsewhere")
    from rest_framework.test import APIClient

    theirs = GitHub(APIClient(), make_connection(workspace=elsewhere, actor=outsider))

    theirs.send("pull_request", merged())
    work()

    assert state_of(task) == State.TODO
    assert task.pull_requests.count() == 0


def test_the_same_repository_in_two_workspaces_is_two_pull_requests(send, task, outsider):
    elsewhere = Workspace.objects.get(slug="elsewhere")
    from rest_framework.test import APIClient

    theirs = GitHub(APIClient(), make_connection(workspace=elsewhere, actor=outsider))
    send("pull_request", pull_request())
    theirs.send("pull_request", merged())
    work()

    assert state_of(task) == State.IN_REVIEW
    assert PullRequest.objects.count() == 2


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 200)])
def test_pull_requests_are_shown_to_those_who_see_the_task(send, task, clients, who, status):
    send("pull_request", pull_request())

    response = clients[who].get(f"/api/v1/tasks/{task.pk}/pull-requests")

    assert response.status_code == status


@pytest.mark.parametrize(
    ("texts", "branch", "keys"),
    [
        (["TF-1, TF-2 and TF-1"], "", ("TF-1", "TF-2")),
        (["tf-1 in prose"], "", ()),
        (["xTF-1 TF-1x TF-01 TF-"], "", ()),
        ([""], "fix/tf-12_gate", ("TF-12",)),
        (["[TF-3] (TF-4) TF-5."], "", ("TF-3", "TF-4", "TF-5")),
    ],
)
def test_keys_are_read_as_people_write_them(texts, branch, keys):
    assert keys_in(*texts, branch=branch) == keys
