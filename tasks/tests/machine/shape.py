"""Rules: what a project's tasks can be made of, and how they may move."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tasks.models import (
    Approval,
    Column,
    CustomField,
    ItemType,
    Label,
    Milestone,
    ProjectTemplate,
    RemovedPart,
)
from tasks.services.approvals import ask_for_approval, decide_move, withdraw_approval
from tasks.services.columns import add_column, delete_column, update_column
from tasks.services.custom_fields import add_custom_field, delete_custom_field, update_custom_field
from tasks.services.item_types import (
    add_item_type,
    delete_item_type,
    set_default_type,
    update_item_type,
)
from tasks.services.labels import add_label, delete_label, update_label
from tasks.services.milestones import add_milestone, delete_milestone, update_milestone
from tasks.services.projects import archive_project, update_project
from tasks.services.removals.restoring import restore_part
from tasks.services.templates import (
    delete_project_template,
    save_project_template,
    update_project_template,
)
from tasks.services.updates import post_project_update
from tasks.services.workflow import set_workflow
from tasks.tests.machine.world import OPTIONS, STATES, World, numbers

names = st.sampled_from(["bug", "idea", "Bug", "", "too long"])
acts = st.sampled_from(["add", "change", "place", "remove"])


class ShapeRules(World):
    """Columns, labels, types, fields, milestones, workflow; the project's own words."""

    def own(self, model: object, pick: int) -> object:
        return self.some(model.objects.filter(project=self.project), pick)  # type: ignore[attr-defined]

    def beside(self, model: object, row: object, pick: int) -> object:
        others = model.objects.filter(project=self.project)  # type: ignore[attr-defined]
        found = self.some(others.exclude(pk=row.pk), pick) if row else None  # type: ignore[attr-defined]
        return found and found.pk

    @rule(pick=numbers, name=names, act=acts, color=st.sampled_from(["red", "no colour"]))
    def label(self, pick: int, name: str, act: str, color: str) -> None:
        label = self.own(Label, pick)
        if act == "remove":
            self.do(delete_label, label, twice=True, label=label)
        elif act == "add":
            self.do(add_label, project=self.project, name=name, color=color)
        else:
            self.do(update_label, label, twice=True, label=label, name=name, color=color)

    @rule(pick=numbers, act=acts, state=st.sampled_from((*STATES, "archived", "unheard of")))
    def column(self, pick: int, act: str, state: str) -> None:
        columns = Column.objects.filter(project=self.project)
        column = self.some(columns, pick)
        after = self.beside(Column, column, pick)
        if act == "add" and columns.count() < 8:
            self.do(add_column, project=self.project, name="More", state=state)
        elif act == "remove" and columns.count() > 3:
            self.do(delete_column, column, twice=True, column=column)
        elif act == "place":
            self.do(update_column, after, twice=True, column=column, after=after, wip_limit=pick)
        elif columns.exclude(pk=column.pk).exclude(state="archived").exists():
            self.do(update_column, column, twice=True, column=column, state=state)

    @rule(
        pick=numbers,
        name=names,
        act=acts | st.just("default"),
        level=st.sampled_from(["item", "epic"]),
    )
    def item_type(self, pick: int, name: str, act: str, level: str) -> None:
        kind = self.own(ItemType, pick)
        after = self.beside(ItemType, kind, pick)
        if act == "remove":
            self.do(delete_item_type, kind, twice=True, item_type=kind)
        elif act == "add":
            self.do(add_item_type, project=self.project, name=name, level=level)
        elif act == "default":
            chosen = kind.pk if isinstance(kind, ItemType) and pick % 3 else None
            self.do(set_default_type, twice=True, project=self.project, type_id=chosen)
        elif act == "place":
            self.do(update_item_type, after, twice=True, item_type=kind, after=after)
        else:
            self.do(update_item_type, kind, twice=True, item_type=kind, level=level)

    @rule(pick=numbers, name=names, act=acts, kind=st.sampled_from(["text", "select", "unknown"]))
    def field(self, pick: int, name: str, act: str, kind: str) -> None:
        field = self.own(CustomField, pick)
        after = self.beside(CustomField, field, pick)
        if act == "remove" and pick > 25:
            self.do(delete_custom_field, field, twice=True, field=field)
        elif act == "add":
            self.do(add_custom_field, project=self.project, name=name, kind=kind)
        elif act == "place":
            self.do(update_custom_field, after, twice=True, field=field, after=after)
        else:
            kept = OPTIONS[: pick % 3]
            self.do(update_custom_field, field, twice=True, field=field, options=kept)

    @rule(pick=numbers, name=names, act=acts)
    def milestone(self, pick: int, name: str, act: str) -> None:
        mark = self.own(Milestone, pick)
        after = self.beside(Milestone, mark, pick)
        if act == "remove":
            self.do(delete_milestone, mark, twice=True, milestone=mark)
        elif act == "add":
            self.do(add_milestone, project=self.project, name=name)
        elif act == "place":
            self.do(update_milestone, after, twice=True, milestone=mark, after=after)
        else:
            reached = pick % 2 == 0
            self.do(update_milestone, mark, twice=True, milestone=mark, name=name, reached=reached)

    @rule(pick=numbers, is_restricted=st.booleans(), count=st.integers(0, 2))
    def workflow(self, pick: int, is_restricted: bool, count: int) -> None:
        target = self.some(Column.objects.filter(project=self.project), pick)
        self.do(
            set_workflow, target, twice=True, project=self.project, wip="refuse",
            is_restricted=is_restricted, transitions=[{"target": target.pk, "approvals": count}],
        )  # fmt: skip

    @rule(pick=numbers, to=numbers, what=st.sampled_from(["ask", "give", "refuse", "take back"]))
    def approval(self, pick: int, to: int, what: str) -> None:
        task = self.task(pick)
        if what == "take back":
            held = self.some(Approval.objects.select_related("task__project", "user"), pick)
            self.do(withdraw_approval, held, twice=True, approval=held)
        elif task:
            column = self.some(Column.objects.filter(project=task.project), to)
            if what == "ask":
                people = [self.people[pick % 2].pk]
                self.do(
                    ask_for_approval, column, twice=True, task=task, column=column, people=people
                )
            else:
                status = "given" if what == "give" else "refused"
                self.do(decide_move, column, twice=True, task=task, column=column, status=status)

    @rule(pick=numbers)
    def bring_back(self, pick: int) -> None:
        removed = RemovedPart.objects.filter(restored_at=None).exclude(kind="option")
        part = self.some(removed, pick)
        self.do(restore_part, part, twice=True, part_id=part and part.part_id)

    @rule(pick=numbers, name=names, what=st.sampled_from(["words", "put aside", "health"]))
    def words(self, pick: int, name: str, what: str) -> None:
        if what == "words":
            lead = self.people[pick % 2].pk
            self.do(update_project, twice=True, project=self.project, name=name, lead=lead)
        elif what == "health":
            health = ("on_track", "at_risk", "fine")[pick % 3]
            self.do(post_project_update, project=self.project, health=health, body=name)
        else:
            archived = pick % 2 == 0
            self.do(archive_project, twice=True, project=self.project, archived=archived)

    @rule(pick=numbers, name=names, what=st.sampled_from(["save", "change", "forget"]))
    def project_template(self, pick: int, name: str, what: str) -> None:
        kept = self.some(ProjectTemplate.objects.all(), pick)
        if what == "save":
            self.do(save_project_template, project=self.project, name=name, with_tasks=True)
        elif what == "change":
            self.do(update_project_template, kept, template=kept, name=name)
        else:
            self.do(delete_project_template, kept, template=kept)
