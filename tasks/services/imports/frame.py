"""Where cards will stand: their lists as columns, their labels, their people."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.selectors import people_in
from tasks.importers.records import BoardRecord, LabelRecord, ListRecord, PersonRecord
from tasks.models import (
    Column,
    ImportRecord,
    ItemLevel,
    ItemType,
    Label,
    Project,
    Sprint,
    State,
)
from tasks.services.columns import announce_shape
from tasks.services.imports.sprints import known_sprints, make_sprints
from tasks.services.imports.tally import Choices, Tally
from tasks.services.recording import lock_project
from teamflow.common.ranks import ranks_between


@dataclass(slots=True, kw_only=True)
class Frame:
    """What the file's ids mean here; in a preview, what is not made yet has no row."""

    columns: dict[str, Column] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    sprints: dict[str, Sprint] = field(default_factory=dict)
    # Item types by name, and the first that stands on top of others, for epics.
    types: dict[str, ItemType] = field(default_factory=dict)
    epic: ItemType | None = None
    names: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)


def external_ids(board: BoardRecord, project: Project, kind: str) -> dict[str, ImportRecord]:
    """What earlier imports of this board made of this kind."""
    records = ImportRecord.objects.filter(
        project=project, source=board.source, container=board.container, kind=kind
    )
    return {record.external_id: record for record in records}


def preview_frame(project: Project, board: BoardRecord, choices: Choices, tally: Tally) -> Frame:
    """The frame as `make_frame` would make it, writing nothing."""
    frame = _known(project, board, choices)
    tally.lists += len(board.lists) - len(external_ids(board, project, "list"))
    tally.labels += len(board.labels) - len(external_ids(board, project, "label"))
    tally.sprints += len(board.sprints) - len(external_ids(board, project, "sprint"))
    return frame


@transaction.atomic
def make_frame(
    *,
    actor: User,
    project: Project,
    board: BoardRecord,
    choices: Choices,
    tally: Tally,
    run_id: str,
) -> Frame:
    """Make the columns and labels that are missing; those of an earlier import are found again.

    In a project without tasks the lists take the place of the template's columns.
    """
    project = lock_project(project.pk)
    frame = _known(project, board, choices)
    new_lists = _make_columns(project, board, frame, run_id)
    new_labels = _make_labels(project, board, frame, actor, run_id)
    new_sprints = _make_sprints(project, board, frame, actor, run_id)
    tally.lists += new_lists
    tally.labels += new_labels
    tally.sprints += new_sprints
    if new_lists or new_labels or new_sprints:
        changes = {"columns": [None, new_lists], "labels": [None, new_labels]}
        if new_sprints:
            changes["sprints"] = [None, new_sprints]
        announce_shape(actor, project, changes)
    return frame


def _known(project: Project, board: BoardRecord, choices: Choices) -> Frame:
    frame = Frame(names={person.external_id: person.name for person in board.people})
    frame.people = match_people(project, board.people, choices)
    frame.states = {each.external_id: _state(each, choices) for each in board.lists}
    columns = {column.pk: column for column in project.columns.all()}
    for external_id, record in external_ids(board, project, "list").items():
        if record.target_id in columns:
            frame.columns[external_id] = columns[record.target_id]
    labels = {label.pk: label for label in project.labels.all()}
    for external_id, record in external_ids(board, project, "label").items():
        if record.target_id in labels:
            frame.labels[external_id] = labels[record.target_id]
    frame.sprints = known_sprints(project, board, external_ids(board, project, "sprint"))
    types = list(project.item_types.all())
    frame.types = {kind.name.casefold(): kind for kind in types}
    frame.epic = next((kind for kind in types if kind.level == ItemLevel.EPIC), None)
    return frame


def _state(record: ListRecord, choices: Choices) -> str:
    chosen = choices.states.get(record.external_id, "")
    return chosen if chosen in State.values else record.state


def match_people(project: Project, people: list[PersonRecord], choices: Choices) -> dict[str, User]:
    """Who is who: as chosen, else by address, else by a name that only one member has."""
    members = list(people_in(workspace_id=project.workspace_id))
    by_id = {member.pk: member for member in members}
    by_email = {member.email.casefold(): member for member in members}
    by_name: dict[str, list[User]] = {}
    for member in members:
        for name in {member.name.casefold(), member.email.split("@")[0].casefold()}:
            by_name.setdefault(name, []).append(member)
    found = {}
    for person in people:
        if person.external_id in choices.people:
            chosen = choices.people[person.external_id]
            match = by_id.get(chosen) if chosen else None
        else:
            names = [name.casefold() for name in (person.username, person.name) if name]
            named = [by_name.get(name, []) for name in names]
            unique = [matches[0] for matches in named if len(matches) == 1]
            match = by_email.get(person.email.casefold()) or next(iter(unique), None)
        if match is not None:
            found[person.external_id] = match
    return found


def _make_columns(project: Project, board: BoardRecord, frame: Frame, run_id: str) -> int:
    missing = [each for each in board.lists if each.external_id not in frame.columns]
    if not missing:
        return 0
    is_fresh = not project.tasks.exists()
    standing = list(project.columns.order_by("rank", "pk"))
    taken = {column.pk for column in frame.columns.values()}
    made: list[Column] = []
    for each in missing:
        state = frame.states[each.external_id]
        column = None if is_fresh else _same_column(standing, taken, each, state)
        if column is None:
            column = Column(project=project, name=each.name, state=state)
            made.append(column)
        taken.add(column.pk)
        frame.columns[each.external_id] = column
    if is_fresh:
        _take_the_place(project, board, frame, made)
    else:
        ranks = ranks_between(standing[-1].rank if standing else None, None, len(made))
        for column, rank in zip(made, ranks, strict=True):
            column.rank = rank
        Column.objects.bulk_create(made)
    targets = {each.external_id: frame.columns[each.external_id].pk for each in missing}
    _remember(project, board, "list", targets, {column.pk: run_id for column in made})
    return len(missing)


def _same_column(
    standing: list[Column], taken: set[UUID], record: ListRecord, state: str
) -> Column | None:
    """A column of that name and meaning, which no other list has yet."""
    for column in standing:
        is_same = column.name.casefold() == record.name.casefold() and column.state == state
        if is_same and column.pk not in taken:
            return column
    return None


def _take_the_place(project: Project, board: BoardRecord, frame: Frame, made: list[Column]) -> None:
    """Nothing stands in the columns yet: the file's lists, in its order, and no others."""
    project.columns.exclude(pk__in=[column.pk for column in frame.columns.values()]).delete()
    in_order = [frame.columns[each.external_id] for each in board.lists]
    for column, rank in zip(in_order, ranks_between(None, None, len(in_order)), strict=True):
        column.rank = rank
    new = {column.pk for column in made}
    Column.objects.bulk_create(made)
    Column.objects.bulk_update([each for each in in_order if each.pk not in new], ["rank"])


def _make_labels(
    project: Project, board: BoardRecord, frame: Frame, actor: User, run_id: str
) -> int:
    missing = [each for each in board.labels if each.external_id not in frame.labels]
    standing = {_label_key(label.name, label.color): label for label in project.labels.all()}
    made = []
    for each in missing:
        key = _label_key(each.name, each.color)
        if key not in standing:
            standing[key] = _new_label(project, each, actor)
            made.append(standing[key])
        frame.labels[each.external_id] = standing[key]
    Label.objects.bulk_create(made)
    _remember(
        project,
        board,
        "label",
        {each.external_id: frame.labels[each.external_id].pk for each in missing},
        {label.pk: run_id for label in made},
    )
    return len(missing)


def _make_sprints(
    project: Project, board: BoardRecord, frame: Frame, actor: User, run_id: str
) -> int:
    known = external_ids(board, project, "sprint")
    standing = {sprint.pk for sprint in frame.sprints.values()}
    targets = make_sprints(actor=actor, project=project, board=board, known=frame.sprints)
    new = {name: target for name, target in targets.items() if name not in known}
    made = {target: run_id for target in new.values() if target not in standing}
    _remember(project, board, "sprint", new, made)
    return len(new)


def _label_key(name: str, color: str) -> tuple[str, str]:
    return name.casefold(), color


def _new_label(project: Project, record: LabelRecord, actor: User) -> Label:
    return Label(project=project, name=record.name, color=record.color, created_by=actor)


def _remember(
    project: Project,
    board: BoardRecord,
    kind: str,
    targets: dict[str, UUID],
    made: dict[UUID, str],
) -> None:
    """Write down what became what, and by which import; a row made anew replaces a lost one."""
    records = [
        ImportRecord(
            project=project,
            source=board.source,
            container=board.container,
            kind=kind,
            external_id=external_id,
            target_id=target_id,
            source_state={"run": made.get(target_id, "")},
        )
        for external_id, target_id in targets.items()
    ]
    ImportRecord.objects.bulk_create(
        records,
        update_conflicts=True,
        unique_fields=["project", "source", "container", "kind", "external_id"],
        update_fields=["target_id", "source_state"],
    )


def mapping(project: Project, board: BoardRecord, frame: Frame) -> dict[str, Any]:
    """What the preview lets people change: the meaning of lists, and who is who."""
    return {
        "columns": [asdict(column) for column in board.columns],
        "dates": asdict(board.dates) if board.dates else None,
        "lists": [
            {
                "id": each.external_id,
                "name": each.name,
                "state": frame.states[each.external_id],
                "is_guessed": each.is_guessed,
                "is_closed": each.is_closed,
            }
            for each in board.lists
        ],
        "people": [
            {
                "id": person.external_id,
                "name": person.name,
                "username": person.username,
                "user": _who(frame.people.get(person.external_id)),
            }
            for person in board.people
        ],
    }


def _who(user: User | None) -> dict[str, Any] | None:
    return {"id": str(user.pk), "name": user.name} if user else None
