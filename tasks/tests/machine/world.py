"""The ground that all rules share: two projects, two people, and what must always hold."""

from collections.abc import Callable
from copy import copy, deepcopy
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from accounts.models import Membership, Role
from accounts.tests.factories import UserFactory, WorkspaceFactory
from tasks.models import Attachment, Project, Task
from tasks.services.custom_fields import add_custom_field
from tasks.services.milestones import add_milestone
from tasks.services.projects import NewProject, create_project
from tasks.tests.machine.mirror import PARTS, State, reduce, settled, snapshot
from tasks.tests.machine.silence import (
    Prints,
    changed_tables,
    prints,
    torn_logs,
    untold,
    wrong_spans,
)
from teamflow.common import eventlog
from teamflow.common.errors import Conflict, Denied, NotFound
from teamflow.common.models import Event

STATES = ("todo", "in_progress", "in_review", "done")
REFUSED = (ValidationError, Conflict, NotFound, Denied)
OPTIONS: list[Any] = [{"id": each, "name": each, "color": "red"} for each in ("a1", "b2")]
LONG = {"too long": "x" * 50_001}
numbers = st.integers(min_value=0, max_value=50)
titles = st.sampled_from(["One more", "Two", "عברית 🌊 x", "a\0b", "too long"])


class World(RuleBasedStateMachine):
    """What a rule stands on: `some` and `task` choose, `do` acts and tries it twice."""

    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = [UserFactory.create(), UserFactory.create()]
        self.workspace = WorkspaceFactory.create(created_by=self.people[0])
        Membership.objects.create(user=self.people[1], workspace=self.workspace, role=Role.MEMBER)
        self.turn = 0
        self.versions: dict[Any, int] = {}
        self.projects = [self.found_project("Machine", "MA"), self.found_project("Else", "EL")]
        self.project, self.elsewhere = self.projects
        self.mirrors: dict[Any, State] = {each.pk: snapshot(each) for each in self.projects}
        self.prints = prints()
        self.last_event = Event.objects.latest("pk").pk

    def found_project(self, name: str, key: str) -> Any:
        owner, new = self.people[0], NewProject(name=name, key=key)
        project = create_project(actor=owner, workspace=self.workspace, new=new)
        add_milestone(actor=owner, project=project, name="1.0")
        add_custom_field(actor=owner, project=project, name="number", kind="number")
        add_custom_field(
            actor=owner, project=project, name="select", kind="select", options=OPTIONS
        )
        return project

    def teardown(self) -> None:
        if not hasattr(self, "atomic"):
            return
        for key in Attachment.objects.exclude(storage_key="").values_list("storage_key", flat=True):
            default_storage.delete(key)
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def some(self, rows: Any, pick: int) -> Any:
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.get(pk=ids[pick % len(ids)]) if ids else None

    def task(self, pick: int, *, is_deleted: bool = False) -> Any:
        rows = Task.objects.select_related("project", "column")
        return self.some(rows.filter(deleted_at__isnull=not is_deleted), pick)

    @property
    def actor(self) -> Any:
        return self.people[self.turn % 2]

    def do(self, act: Callable[..., Any], *needed: Any, twice: bool = False, **values: Any) -> Any:
        """Run `act`, unless something that it needs is not there; a refusal says nothing.

        With `twice` somebody asks for the same once more, holding the rows as they were: that
        finds all as it wants it, or is refused; nothing is told again.
        """
        self.turn += 1
        if any(each is None for each in needed):
            return None
        values = {
            name: LONG.get(value, value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        held = {name: copy(value) for name, value in values.items()}
        answer = self.told(act, values)
        if twice:
            end = self.newest()
            self.told(act, held)
            assert self.newest() == end, f"{act.__name__} tells twice what it did once"
        return answer

    def told(self, act: Callable[..., Any], values: Any) -> Any:
        before = self.newest()
        try:
            return act(actor=self.actor, **values)
        except REFUSED:
            assert self.newest() == before, f"{act.__name__} refused, but told"
            return None

    def newest(self) -> int:
        return Event.objects.values_list("pk", flat=True).latest("pk")

    @invariant()
    def events_explain_what_stands(self) -> None:
        now = prints()
        before, self.prints = self.prints, now
        if now == before and self.newest() == self.last_event:
            return
        self.nothing_changed_in_silence(before, now)
        changed = changed_tables(before, now)
        for project in Project.objects.filter(pk__in=self.mirrors):
            state = self.mirrors[project.pk]
            known = {part: deepcopy(state[part]) for part in PARTS}
            for entry in eventlog.read_after(project.log, state["seq"]):
                reduce(state, entry)
            fresh = snapshot(project, known, changed)
            shown = settled(state, fresh)
            for part, held in fresh.items():
                assert shown[part] == held, f"{part} of {project.key} is not what was told"
            self.mirrors[project.pk] = fresh

    def nothing_changed_in_silence(self, before: Prints, now: Prints) -> None:
        events = list(Event.objects.filter(pk__gt=self.last_event).order_by("pk"))
        targets = {str(event.target_id) for event in events}
        parts = {task for event in events if isinstance(task := event.data.get("task"), str)}
        is_reshaped = any(event.type == "project.updated" for event in events)
        assert untold(before, now, targets, parts, is_reshaped) == []
        self.last_event = events[-1].pk if events else self.last_event

    @invariant()
    def logs_are_gapless(self) -> None:
        assert torn_logs() == []

    @invariant()
    def versions_only_grow(self) -> None:
        now = dict(Task.objects.values_list("pk", "version"))
        assert all(now[pk] >= version for pk, version in self.versions.items())
        self.versions = now

    @invariant()
    def ranks_are_unique_in_a_column(self) -> None:
        places = list(Task.objects.filter(deleted_at=None).values_list("column", "rank"))
        assert len(places) == len(set(places))

    @invariant()
    def no_task_stands_under_itself(self) -> None:
        parents = dict(Task.objects.values_list("pk", "parent"))
        for pk in parents:
            seen, above = {pk}, parents[pk]
            while above is not None:
                assert above not in seen
                seen.add(above)
                above = parents[above]

    @invariant()
    def history_is_whole(self) -> None:
        assert list(wrong_spans()) == []
