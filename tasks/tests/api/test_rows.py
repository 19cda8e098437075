"""All tasks of a project, lean: complete, cheap, and only for who may see them."""

import pytest

from tasks.models import CustomField
from tasks.selectors.payloads import task_payloads
from tasks.services.checklists import add_checklist_item
from tasks.services.tasks import create_tasks, delete_task, update_task
from tasks.tests.factories import make_comment


@pytest.fixture
def filled(project, editor):
    """30 tasks with people, labels, dates and points."""
    label = project.labels.create(name="bug", color="red")
    values = [
        {
            "title": f"Task number {number}",
            "assignee_ids": [editor.pk],
            "label_ids": [label.pk],
            "due_date": "2026-01-02",
            "story_points": 3,
            "status": ("todo", "in_progress", "done")[number % 3],
        }
        for number in range(30)
    ]
    create_tasks(actor=editor, project=project, tasks=values)
    return project


def address(project, query=""):
    return f"/api/v1/projects/{project.pk}/rows{query}"


def widened(row, project, people):
    """The row as other lists carry it."""
    columns = {str(each.pk): each for each in project.columns.all()}
    labels = {str(each.pk): each for each in project.labels.all()}
    column = columns[row["column"]]
    nothing = dict.fromkeys(["story_points", "start_date", "due_date", "parent", "completed_at"])
    return {
        **nothing,
        "checklist": [],
        "comment_count": 0,
        **row,
        "key": f"{project.key}-{row['number']}",
        "project": str(project.pk),
        "column": {"id": row["column"], "name": column.name, "state": column.state},
        "status": column.state,
        "labels": [
            {"id": pk, "name": labels[pk].name, "color": labels[pk].color}
            for pk in row.get("labels", [])
        ],
        "assignees": [people[pk] for pk in row.get("assignees", [])],
    }


def test_a_row_says_all_that_other_lists_say(filled, editor, clients):
    parent, child = filled.tasks.order_by("number")[:2]
    update_task(actor=editor, task=child, parent=parent.pk, estimate_minutes=90)
    make_comment(parent, editor)
    add_checklist_item(actor=editor, task=parent, title="First step")
    field = CustomField.objects.create(project=filled, name="Size", kind="number", rank="a")
    update_task(actor=editor, task=parent, fields={str(field.pk): 2})

    answer = clients["editor"].get(address(filled)).json()

    people = {each["id"]: each for each in answer["people"]}
    rows = [widened(row, filled, people) for row in answer["results"]]
    assert rows == task_payloads([row.pk for row in filled.tasks.order_by("number")])


def test_pages_follow_each_other_by_number(filled, clients):
    first = clients["editor"].get(address(filled, "?limit=20")).json()
    second = clients["editor"].get(address(filled, f"?limit=20&after={first['next']}")).json()

    numbers = [row["number"] for page in (first, second) for row in page["results"]]
    assert numbers == list(filled.tasks.order_by("number").values_list("number", flat=True))
    assert second["next"] is None


def test_archived_and_deleted_tasks_are_left_out(filled, editor, clients):
    archived, deleted = filled.tasks.order_by("number")[:2]
    update_task(actor=editor, task=archived, status="archived")
    delete_task(actor=editor, task=deleted)

    ids = {row["id"] for row in clients["editor"].get(address(filled)).json()["results"]}

    assert len(ids) == 28
    assert not ids & {str(archived.pk), str(deleted.pk)}


@pytest.mark.parametrize("query", ["?limit=0", "?limit=2001", "?after=-1", "?after=x", "?who=me"])
def test_odd_questions_are_refused(project, clients, query):
    assert clients["editor"].get(address(project, query)).status_code == 400


def test_strangers_see_nothing(project, clients):
    assert clients["outsider"].get(address(project)).status_code == 404
    assert clients["viewer"].get(address(project)).status_code == 200


def test_a_page_costs_four_queries_and_is_packed(filled, clients, django_assert_max_num_queries):
    client = clients["editor"]
    client.get(address(filled))

    with django_assert_max_num_queries(4):
        response = client.get(address(filled), headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 100 * 30


def test_the_latest_texts_are_kept_in_one_go(
    filled, editor, clients, django_assert_max_num_queries
):
    done, gone = filled.tasks.exclude(column__state="todo").order_by("-number")[:2]
    first, second = filled.tasks.filter(column__state="todo").order_by("number")[:2]
    for task, text in [(done, "Over"), (gone, "Gone"), (first, "One"), (second, "x" * 40_000)]:
        update_task(actor=editor, task=task, description=text)
    update_task(actor=editor, task=done, status="done")
    delete_task(actor=editor, task=gone)
    path = f"/api/v1/projects/{filled.pk}/texts"

    with django_assert_max_num_queries(8):
        rows = clients["viewer"].get(path).json()["results"]

    assert [row["description"][:3] for row in rows[:2]] == ["xxx", "One"]
    assert rows[1]["version"] == filled.tasks.get(pk=first.pk).version
    known = {row["id"] for row in rows}
    assert known.isdisjoint({str(done.pk), str(gone.pk)})
    assert clients["outsider"].get(path).status_code == 404


def test_no_more_texts_than_a_browser_likes_to_keep(project, editor, clients):
    long = {"description": "x" * 49_000}
    create_tasks(
        actor=editor,
        project=project,
        tasks=[{"title": f"Long {number}", **long} for number in range(25)],
    )

    rows = clients["editor"].get(f"/api/v1/projects/{project.pk}/texts").json()["results"]

    assert len(rows) == 20
