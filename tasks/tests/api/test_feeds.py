"""Calendar feeds: a secret address, what a calendar program reads there, and its end."""

import re
from datetime import date, timedelta

import icalendar
import pytest
from django.utils import timezone

from accounts.models import Membership
from accounts.services.members import remove_member
from tasks.models import CalendarFeed
from tasks.services.labels import add_label
from tasks.services.tasks import update_task
from tasks.tests.factories import make_task

TODAY = date.today


def make(client, workspace, **data):
    address = f"/api/v1/workspaces/{workspace.slug}/calendar-feeds"
    return client.post(address, data, format="json")


def path_of(answer):
    return "/" + answer.json()["url"].split("/", 3)[3]


def read(client, answer):
    response = client.get(path_of(answer))
    assert response.status_code == 200, response.content
    return icalendar.Calendar.from_ical(response.content)


@pytest.fixture
def dated(project, owner):
    """Tasks with dates, in text that a calendar has to escape and fold."""
    long = make_task(
        project, owner, title="Segel, nähen; \\ 🚤 " + "very " * 30,
        due_date=TODAY() + timedelta(days=3), start_date=TODAY(),
        description="first line\nsecond, line; with \\ signs \x1b[0m\x07",
    )  # fmt: skip
    label = add_label(actor=owner, project=project, name="wood, old")
    update_task(actor=owner, task=long, label_ids=[label.pk], assignee_ids=[owner.pk])
    make_task(project, owner, title="No date at all")
    make_task(project, owner, title="Of another", due_date=TODAY())
    return long


def test_a_project_s_dates_are_read_without_signing_in(clients, client, workspace, project, dated):
    answer = make(clients["owner"], workspace, project=str(project.pk))
    calendar = read(client, answer)

    events = {str(event["summary"]).split(" ", 1)[1]: event for event in calendar.walk("VEVENT")}
    assert set(events) == {dated.title.strip(), "Of another"}
    event = events[dated.title.strip()]
    assert event["dtstart"].dt == TODAY()
    assert event["dtend"].dt == TODAY() + timedelta(days=4)
    assert event["uid"] == f"{dated.pk}@teamflow"
    assert str(event["description"]).endswith(f"/w/{workspace.slug}/t/{dated.key}/")
    assert "second, line; with \\ signs" in event["description"]
    assert [str(each) for each in event["categories"].cats] == ["wood, old"]
    assert calendar["x-wr-calname"] == project.name


def test_every_line_is_as_the_standard_wants_it(clients, client, workspace, project, dated):
    answer = make(clients["owner"], workspace, project=str(project.pk))
    response = client.get(path_of(answer))
    body = response.content

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert body.endswith(b"END:VCALENDAR\r\n")
    lines = body.split(b"\r\n")
    assert all(b"\n" not in line and len(line) <= 75 for line in lines)
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", body)
    unfolded = body.replace(b"\r\n ", b"").decode()
    for name in ("UID", "DTSTAMP", "SUMMARY"):
        assert unfolded.count(f"\r\n{name}") == unfolded.count("BEGIN:VEVENT")
    assert "\r\nDTSTART;VALUE=DATE:" in unfolded
    assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H" in unfolded
    assert "\\, nähen\\; \\\\ 🚤" in unfolded


def test_one_s_own_feed_holds_what_one_has_to_do(clients, client, workspace, dated):
    calendar = read(client, make(clients["owner"], workspace))

    (event,) = calendar.walk("VEVENT")
    assert dated.key in event["summary"]


def test_done_says_so_and_the_last_day_of_calendars_is_no_error(
    clients, client, workspace, project, owner
):
    task = make_task(project, owner, title="For ever", due_date=date(9999, 12, 31))
    done = project.columns.filter(state="done").first()
    update_task(actor=owner, task=task, column=done.pk)

    (event,) = read(client, make(clients["owner"], workspace, project=str(project.pk))).walk(
        "VEVENT"
    )

    assert event["summary"] == f"✓ {task.key} For ever"
    assert event["dtend"].dt == date(9999, 1, 1)


def test_making_it_twice_gives_the_same_and_dropping_it_another(clients, client, workspace, dated):
    first, second = (make(clients["owner"], workspace) for _turn in range(2))
    gone = clients["owner"].delete(f"/api/v1/calendar-feeds/{first.json()['id']}")
    third = make(clients["owner"], workspace)

    assert [answer.status_code for answer in (first, second, gone, third)] == [201, 200, 204, 201]
    assert first.json() == second.json()
    assert third.json()["url"] != first.json()["url"]
    assert client.get(path_of(first)).status_code == 404
    listed = clients["owner"].get(f"/api/v1/workspaces/{workspace.slug}/calendar-feeds").json()
    assert [row["id"] for row in listed["results"]] == [third.json()["id"]]


def test_it_ends_when_its_owner_may_look_no_more(
    clients, client, workspace, project, dated, owner, viewer, django_capture_on_commit_callbacks
):
    answer = make(clients["viewer"], workspace, project=str(project.pk))
    before = client.get(path_of(answer)).status_code
    with django_capture_on_commit_callbacks(execute=True):
        remove_member(actor=owner, membership=Membership.objects.get(user=viewer))
    after = client.get(path_of(answer)).status_code

    assert (before, after) == (200, 404)


def test_it_ends_with_its_project(clients, client, workspace, project, dated):
    answer = make(clients["owner"], workspace, project=str(project.pk))
    type(project).objects.filter(pk=project.pk).update(deleted_at=timezone.now())

    assert client.get(path_of(answer)).status_code == 404


def test_nobody_makes_or_drops_another_s(clients, workspace, project, dated):
    mine = make(clients["owner"], workspace)
    outside = make(clients["outsider"], workspace)
    unknown = make(clients["owner"], workspace, project=str(workspace.pk))
    drop = clients["editor"].delete(f"/api/v1/calendar-feeds/{mine.json()['id']}")

    assert [each.status_code for each in (outside, unknown, drop)] == [404, 404, 404]
    assert CalendarFeed.objects.count() == 1


def test_an_unchanged_calendar_is_not_sent_again(clients, client, workspace, dated):
    answer = make(clients["owner"], workspace)
    first = client.get(path_of(answer))
    again = client.get(path_of(answer), headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert CalendarFeed.objects.get().read_at is not None


def test_a_program_that_asks_without_end_is_told_to_wait(clients, client, workspace, settings):
    answer = make(clients["owner"], workspace)
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "calendar": "2/h"}

    codes = [client.get(path_of(answer)).status_code for _turn in range(3)]

    assert codes == [200, 200, 429]


def test_asks_as_much_for_a_hundred_tasks_as_for_one(
    clients, client, workspace, project, owner, django_assert_num_queries
):
    answer = make(clients["owner"], workspace, project=str(project.pk))
    for number in range(100):
        make_task(project, owner, title=f"Task {number}", due_date=TODAY())
    client.get(path_of(answer))

    with django_assert_num_queries(4):
        client.get(path_of(answer))
