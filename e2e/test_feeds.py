"""The address at which a calendar program reads a project's dates."""

import os
import urllib.error
import urllib.request
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from e2e.conftest import Site, new_key
from e2e.test_kanban import database


@pytest.fixture
def path(site: Site, django_db_blocker: Any) -> str:
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import create_task

        actor = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        new = NewProject(name="Regatta", key=new_key("FE"))
        project = create_project(actor=actor, workspace=workspace, new=new)
        due = timezone.localdate() + timedelta(days=1)
        create_task(actor=actor, project=project, title="Rig the boat", due_date=due)
        return f"/w/{site.slug}/p/{project.key}/"


def test_a_calendar_program_reads_the_address_until_it_is_dropped(signed_in, path):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{path}calendar/")
    page.get_by_role("button", name="Calendar address").click()
    dialog = page.get_by_role("dialog", name="Calendar address")
    address = dialog.get_by_role("textbox", name="Calendar address").input_value()
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/feed-1.png")

    with urllib.request.urlopen(address) as answer:
        (event,) = icalendar.Calendar.from_ical(answer.read()).walk("VEVENT")
    assert str(event["summary"]).endswith("Rig the boat")

    dialog.get_by_role("button", name="Drop this address").click()
    page.get_by_role("dialog", name="Drop this address?").get_by_role("button", name="Drop").click()
    expect(page.get_by_text("The address is dropped.").first).to_be_visible()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address)


def test_my_work_has_one_of_its_own(signed_in, site):
    page = signed_in(viewport={"width": 390, "height": 844}, color_scheme="dark").new_page()
    page.goto(f"/w/{site.slug}/my-work/")
    page.get_by_role("button", name="Calendar address").click()

    dialog = page.get_by_role("dialog", name="Calendar address")
    expect(dialog).to_contain_text("Your own tasks with a date")
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/feed-2.png")
