"""Rules: sprints, series, requests, promises, automations, ways of looking."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tasks.models import (
    Automation,
    Dashboard,
    Initiative,
    IntakeItem,
    Recurrence,
    SavedView,
    ServiceTarget,
    Sprint,
)
from tasks.services.automations import (
    create_automation,
    delete_automation,
    plan_events,
    run_by_hand,
    run_waiting,
    update_automation,
)
from tasks.services.dashboards import create_dashboard, delete_dashboard, update_dashboard
from tasks.services.initiatives import create_initiative, delete_initiative, update_initiative
from tasks.services.intake import accept, decline, file_request, mark_duplicate, reopen, snooze
from tasks.services.recurrence import (
    end_recurrence,
    make_due,
    make_recurring,
    skip_next,
    update_recurrence,
)
from tasks.services.saved_views import (
    delete_view,
    restore_view,
    save_view,
    set_favorite,
    update_view,
)
from tasks.services.sprints import (
    complete_sprint,
    create_sprint,
    delete_sprint,
    plan_tasks,
    reopen_sprint,
    set_capacities,
    start_sprint,
    update_sprint,
)
from tasks.services.targets import create_target, delete_target, notice_breaches, update_target
from tasks.tests.machine.world import World, numbers

FIRST = date(2030, 3, 1)
names = st.sampled_from(["One", "Two", "", "too long"])
RAISE: list[Any] = [{"kind": "set", "field": "priority", "value": "high"}]
ENDS = ("backlog", "next", "new", "nowhere")


class PlanRules(World):
    """What people plan, promise and leave to the machine."""

    def sprint_of(self, pick: int) -> Any:
        return self.some(Sprint.objects.select_related("project"), pick)

    @rule(pick=numbers, name=names, what=st.sampled_from(["add", "change", "start", "end"]))
    def sprint(self, pick: int, name: str, what: str) -> None:
        sprint = self.sprint_of(pick)
        match what:
            case "add":
                dates: Any = {"start_date": FIRST, "end_date": FIRST + timedelta(days=pick - 5)}
                project = self.projects[pick % 2]
                self.do(create_sprint, project=project, name=name, **dates)
            case "change":
                self.do(update_sprint, sprint, twice=True, sprint=sprint, name=name, capacity=pick)
            case "start":
                self.do(start_sprint, sprint, twice=True, sprint=sprint)
            case _:
                way = ENDS[pick % 4]
                self.do(complete_sprint, sprint, twice=True, sprint=sprint, carry_over=way)

    @rule(pick=numbers, what=st.sampled_from(["reopen", "delete", "people"]))
    def resprint(self, pick: int, what: str) -> None:
        sprint = self.sprint_of(pick)
        match what:
            case "reopen":
                self.do(reopen_sprint, sprint, twice=True, sprint=sprint)
            case "delete":
                self.do(delete_sprint, sprint, twice=True, sprint=sprint)
            case _:
                points = {self.people[0].pk: None if pick % 3 else pick}
                self.do(set_capacities, sprint, twice=True, sprint=sprint, points=points)

    @rule(pick=numbers, other=numbers, beside=numbers, is_out=st.booleans())
    def plan(self, pick: int, other: int, beside: int, is_out: bool) -> None:
        found = [self.task(number) for number in (pick, other)]
        tasks = list({task.pk: task for task in found if task is not None}.values())
        near = self.task(beside)
        if not tasks:
            return
        project = tasks[0].project
        sprint = self.some(project.sprints.all(), pick)
        self.do(
            plan_tasks, twice=True, project=project, sprint=None if is_out else sprint,
            task_ids=[task.pk for task in tasks], before=near and near.pk,
        )  # fmt: skip

    @rule(pick=numbers, what=st.sampled_from(["make", "change", "skip", "end", "due"]))
    def series(self, pick: int, what: str) -> None:
        kept = self.some(Recurrence.objects.select_related("project"), pick)
        task = self.task(pick)
        match what:
            case "make":
                rule_text = ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO", "NONSENSE")[pick % 3]
                mode = ("schedule", "completion")[pick % 2]
                self.do(make_recurring, task, task=task, rule=rule_text, mode=mode)
            case "change":
                active = pick % 2 == 0
                self.do(update_recurrence, kept, twice=True, recurrence=kept, is_active=active)
            case "skip":
                self.do(skip_next, kept, recurrence=kept)
            case "end":
                self.do(end_recurrence, kept, twice=True, recurrence=kept)
            case _:
                make_due(now=timezone.now() + timedelta(days=1), limit=3)

    @rule(pick=numbers, what=st.sampled_from(["file", "accept", "decline", "same"]), name=names)
    def request(self, pick: int, what: str, name: str) -> None:
        item, task = self.some(IntakeItem.objects.select_related("project"), pick), self.task(pick)
        match what:
            case "file":
                self.do(file_request, project=self.project, title=f"Wish {name}")
            case "accept":
                self.do(accept, item, twice=True, item=item)
            case "decline":
                self.do(decline, item, twice=True, item=item, reason=name)
            case _:
                self.do(mark_duplicate, item, task, twice=True, item=item, task_id=task and task.pk)

    @rule(pick=numbers, is_open=st.booleans())
    def rerequest(self, pick: int, is_open: bool) -> None:
        item = self.some(IntakeItem.objects.select_related("project"), pick)
        until = timezone.now() + timedelta(days=pick - 5)
        if is_open:
            self.do(reopen, item, twice=True, item=item)
        else:
            self.do(snooze, item, twice=True, item=item, until=until)

    @rule(pick=numbers, what=st.sampled_from(["make", "change", "end", "late"]), name=names)
    def promise(self, pick: int, what: str, name: str) -> None:
        kept = self.some(ServiceTarget.objects.select_related("project"), pick)
        match what:
            case "make":
                self.do(create_target, project=self.project, name=name, query="", hours=pick)
            case "change":
                self.do(update_target, kept, twice=True, target=kept, name=name, hours=pick)
            case "end":
                self.do(delete_target, kept, twice=True, target=kept)
            case _:
                notice_breaches(now=timezone.now() + timedelta(days=3))

    @rule(pick=numbers, what=st.sampled_from(["make", "change", "end", "hand", "run"]), name=names)
    def automation(self, pick: int, what: str, name: str) -> None:
        kept = self.some(Automation.objects.select_related("project"), pick)
        match what:
            case "make":
                trigger = {"kind": ("task.moved", "task.created", "by magic")[pick % 3]}
                values: Any = {"trigger": trigger, "actions": RAISE, "name": name}
                self.do(create_automation, project=self.project, **values)
            case "change":
                enabled = pick % 2 == 0
                self.do(update_automation, kept, twice=True, automation=kept, is_enabled=enabled)
            case "end":
                self.do(delete_automation, kept, twice=True, automation=kept)
            case "hand":
                self.do(run_by_hand, kept, automation=kept, task=self.task(pick))
            case _:
                plan_events(project_id=self.project.pk)
                run_waiting(project_id=self.project.pk, limit=5)

    @rule(
        pick=numbers,
        name=names,
        is_shared=st.booleans(),
        what=st.sampled_from(["save", "change", "star", "place", "forget", "bring back"]),
    )
    def view(self, pick: int, name: str, is_shared: bool, what: str) -> None:
        kept = self.some(SavedView.objects.select_related("workspace"), pick)
        match what:
            case "save":
                self.do(save_view, workspace=self.workspace, name=name, is_shared=is_shared)
            case "change":
                values: Any = {"name": name, "is_shared": is_shared, "query": "is:late ("[:pick]}
                self.do(update_view, kept, twice=True, view=kept, **values)
            case "star":
                self.do(set_favorite, kept, twice=True, view=kept, is_favorite=is_shared)
            case "place":
                other = kept and self.some(SavedView.objects.exclude(pk=kept.pk), pick)
                self.do(update_view, other, twice=True, view=kept, before=other)
            case "bring back":
                self.do(restore_view, kept, twice=True, view=kept)
            case _:
                self.do(delete_view, kept, twice=True, view=kept)

    @rule(pick=numbers, name=names, what=st.sampled_from(["save", "change", "forget"]))
    def dashboard(self, pick: int, name: str, what: str) -> None:
        kept = self.some(Dashboard.objects.select_related("workspace"), pick)
        is_shared = pick % 2 == 0
        match what:
            case "save":
                self.do(create_dashboard, workspace=self.workspace, name=name, is_shared=is_shared)
            case "change":
                values: Any = {"name": name, "is_shared": is_shared}
                self.do(update_dashboard, kept, twice=True, dashboard=kept, **values)
            case _:
                self.do(delete_dashboard, kept, twice=True, dashboard=kept)

    @rule(pick=numbers, name=names, what=st.sampled_from(["save", "change", "forget"]))
    def initiative(self, pick: int, name: str, what: str) -> None:
        kept = self.some(Initiative.objects.select_related("workspace"), pick)
        ids = [project.pk for project in self.projects[: pick % 3]]
        match what:
            case "save":
                self.do(create_initiative, workspace=self.workspace, name=name, project_ids=ids)
            case "change":
                values: Any = {"name": name, "project_ids": ids}
                self.do(update_initiative, kept, twice=True, initiative=kept, **values)
            case _:
                self.do(delete_initiative, kept, twice=True, initiative=kept)
