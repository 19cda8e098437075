"""Rules: tasks made, changed, moved, put away, brought back, copied, written in."""

from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tasks.models import ItemType, Milestone, Sprint, Task, TaskTemplate
from tasks.services.copying import PARTS, duplicate_task
from tasks.services.tasks import (
    TaskEdit,
    archive_task,
    create_task,
    create_tasks,
    delete_task,
    delete_tasks,
    move_task,
    place_subtask,
    restore_task,
    restore_tasks,
    update_each,
    update_task,
    update_tasks,
)
from tasks.services.tasks.texts import settle_text, write_text
from tasks.services.tasks.watching import unwatch_task, watch_task
from tasks.services.templates import (
    create_from_template,
    delete_task_template,
    rename_task_template,
    save_task_template,
)
from tasks.services.transfers import move_to_project
from tasks.shared_text import SharedText
from tasks.tests.machine.world import STATES, World, numbers, titles

changes = st.fixed_dictionaries(
    {},
    optional={
        "title": titles,
        "description": st.sampled_from(["", "Words", "a\nb\r\nc", "too long"]),
        "priority": st.sampled_from(["low", "high", "none at all"]),
        "story_points": st.sampled_from([None, 1, 21, 22]),
        "status": st.sampled_from((*STATES, "archived")),
        "estimate_minutes": st.sampled_from([None, 90]),
    },
)


class WorkRules(World):
    """Everything that is done to tasks themselves."""

    @rule(pick=numbers, status=st.sampled_from(STATES), is_child=st.booleans(), title=titles)
    def create(self, pick: int, status: str, is_child: bool, title: str) -> None:
        parent = self.task(pick) if is_child else None
        extra: Any = {"parent": parent.pk} if parent else {}
        project = parent.project if parent else self.projects[pick % 2]
        self.do(create_task, project=project, title=title, status=status, **extra)

    @rule(texts=st.lists(titles, max_size=3))
    def create_many(self, texts: list[str]) -> None:
        rows: Any = [{"title": text, "checklist": ["Step"]} for text in texts]
        self.do(create_tasks, project=self.project, tasks=rows)

    @rule(pick=numbers, status=st.sampled_from((*STATES, "archived")), beside=numbers)
    def move(self, pick: int, status: str, beside: int) -> None:
        task, other = self.task(pick), self.task(beside)
        self.do(move_task, task, task=task, status=status, after=other and other.pk)

    @rule(pick=numbers, values=changes)
    def update(self, pick: int, values: Any) -> None:
        task = self.task(pick)
        self.do(update_task, task, twice=True, task=task, **values)

    @rule(
        pick=numbers,
        number=st.sampled_from([None, 0, -1.5]),
        option=st.sampled_from([None, "a1", "b2"]),
        has_people=st.booleans(),
    )
    def fill(self, pick: int, number: Any, option: Any, has_people: bool) -> None:
        task = self.task(pick)
        if task is None:
            return
        given = {"number": number, "select": option}
        fields = {
            str(field.pk): given[field.kind]
            for field in task.project.custom_fields.filter(kind__in=given)
        }
        kind = self.some(ItemType.objects.filter(project=task.project), pick)
        mark = self.some(Milestone.objects.filter(project=task.project), pick)
        sprint = self.some(Sprint.objects.filter(project=task.project), pick)
        people = [person.pk for person in self.people] if has_people else []
        values: Any = {
            "type": kind and kind.pk,
            "milestone": mark and mark.pk,
            "sprint": sprint and sprint.pk,
            "assignee_ids": people,
            "watcher_ids": people[:1],
        }
        self.do(update_task, task, twice=True, task=task, fields=fields, **values)

    @rule(pick=numbers, other=numbers, is_free=st.booleans())
    def parent(self, pick: int, other: int, is_free: bool) -> None:
        task, above = self.task(pick), self.task(other)
        parent = None if is_free else above and above.pk
        self.do(update_task, task, above, twice=True, task=task, parent=parent)

    @rule(pick=numbers, other=numbers, is_after=st.booleans())
    def order_below(self, pick: int, other: int, is_after: bool) -> None:
        child = self.some(Task.objects.filter(deleted_at=None, parent__isnull=False), pick)
        task = child and child.parent
        beside = task and self.some(task.children.exclude(pk=child.pk), other)
        place = {"after" if is_after else "before": beside and beside.pk}
        subtask = child and child.pk
        self.do(place_subtask, task, twice=True, task=task, subtask=subtask, **place)

    def pair(self, first: int, second: int, *, is_deleted: bool = False) -> list[Any]:
        """One or two tasks of one project."""
        found = [self.task(pick, is_deleted=is_deleted) for pick in (first, second)]
        by_id = {task.pk: task for task in found if task is not None}
        tasks = list(by_id.values())
        return [task for task in tasks if task.project_id == tasks[0].project_id]

    @rule(first=numbers, second=numbers, status=st.sampled_from(STATES))
    def bulk(self, first: int, second: int, status: str) -> None:
        tasks = self.pair(first, second)
        label = self.some(tasks[0].project.labels.all(), first) if tasks else None
        labels = [label.pk] if label else []
        self.do(update_tasks, twice=True, tasks=tasks, status=status, label_ids=labels)

    @rule(first=numbers, second=numbers, values=changes, title=titles)
    def each(self, first: int, second: int, values: Any, title: str) -> None:
        tasks = self.pair(first, second)
        kinds: list[Any] = [values, {"title": title}]
        edits: dict[UUID, TaskEdit] = {
            task.pk: TaskEdit(values=kind, version=task.version, rank=None)
            for task, kind in zip(tasks, kinds, strict=False)
        }
        self.do(update_each, tasks and tasks[0], tasks=tasks, edits=edits) if tasks else None

    @rule(pick=numbers, is_gone=st.booleans())
    def put_away(self, pick: int, is_gone: bool) -> None:
        task = self.task(pick)
        if is_gone:
            self.do(delete_task, task, twice=True, task=task)
        else:
            self.do(archive_task, task, twice=True, task=task)

    @rule(pick=numbers)
    def restore(self, pick: int) -> None:
        task = self.task(pick, is_deleted=True)
        self.do(restore_task, task, twice=True, task=task)

    @rule(first=numbers, second=numbers, is_back=st.booleans())
    def delete_or_restore_many(self, first: int, second: int, is_back: bool) -> None:
        tasks = self.pair(first, second, is_deleted=is_back)
        if not tasks:
            return
        if is_back:
            self.do(restore_tasks, twice=True, tasks=tasks)
        else:
            self.do(delete_tasks, twice=True, tasks=tasks)

    @rule(pick=numbers, parts=st.sets(st.sampled_from([*PARTS, "nothing known"])))
    def duplicate(self, pick: int, parts: set[str]) -> None:
        if Task.objects.count() < 40:
            task = self.task(pick)
            self.do(duplicate_task, task, task=task, parts=parts)

    @rule(pick=numbers)
    def transfer(self, pick: int) -> None:
        task = self.task(pick)
        if task is None:
            return
        target = self.elsewhere if task.project_id == self.project.pk else self.project
        self.do(move_to_project, tasks=[task], project=target)

    @rule(pick=numbers, is_watching=st.booleans())
    def watch(self, pick: int, is_watching: bool) -> None:
        task = self.task(pick)
        # Both tries must be of one person.
        if is_watching:
            self.do(watch_task, task, twice=True, task=task)
        else:
            self.do(unwatch_task, task, twice=True, task=task)

    @rule(pick=numbers, words=st.sampled_from(["Here ", "עוד ", "🌊"]), is_left=st.booleans())
    def write(self, pick: int, words: str, is_left: bool) -> None:
        task = self.task(pick)
        answer = self.do(write_text, task, task=task, state_vector=b"\0")
        if answer is None:
            return
        text = SharedText([answer.update])
        update = text.replace(words + str(text))
        self.do(write_text, twice=True, task=task, update=update, settle=is_left)
        if not is_left:
            settle_text(task=task)

    @rule(pick=numbers, name=titles, what=st.sampled_from(["save", "use", "rename", "forget"]))
    def template(self, pick: int, name: str, what: str) -> None:
        kept = self.some(TaskTemplate.objects.select_related("project"), pick)
        match what:
            case "save":
                task = self.task(pick)
                self.do(save_task_template, task, task=task, name=name)
            case "use":
                self.do(create_from_template, kept, template=kept)
            case "rename":
                self.do(rename_task_template, kept, template=kept, name=name)
            case _:
                self.do(delete_task_template, kept, template=kept)
