"""An archive becomes a workspace: all of it in one transaction, or nothing.

Nothing is announced: no event is published, so that no automation, mail, notification or webhook
hears of what came. What acts by itself comes in switched off (`quieting`).
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, Role, User, Workspace
from accounts.selectors import role_key
from accounts.services.audit import record_audit
from accounts.services.stand_ins import acquaintances, make_stand_ins
from accounts.services.workspaces import free_slug
from teamflow.common.cache import forget
from teamflow.portable import quieting
from teamflow.portable.files import KeptFiles
from teamflow.portable.opening import Archive, row_in
from teamflow.portable.problem import ArchiveProblem
from teamflow.portable.renaming import Renaming
from teamflow.portable.rows import CHUNK, ends_of, through_of, value_in
from teamflow.portable.shape import LEFT_OUT_FIELDS, PARTS, Part, fields_of, lists_of

Tell = Callable[[int], None]
Row = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Arrival:
    """One archive on its way in."""

    archive: Archive
    actor: User
    renaming: Renaming
    slug: str
    # People of the archive who are somebody here, and all of them by the ids here.
    matched: dict[str, str]
    files: KeptFiles
    tell: Tell
    # Rows that did not come; what hangs on them does not come either.
    left_out: set[str] = field(default_factory=set)
    # Numbered rows that others point to: the number there, the number here, by model.
    numbers: dict[str, dict[int, int]] = field(default_factory=dict)
    logs: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    done: int = 0
    # How much of what acts by itself was switched off.
    paused: int = 0

    @property
    def workspace_id(self) -> UUID:
        """The workspace's id here."""
        return UUID(self.renaming.id(self.archive.source["workspace"]))


def bring_in(
    *,
    actor: User,
    archive: Archive,
    files: KeptFiles,
    tell: Tell,
    close: Callable[[dict[str, Any]], None] = lambda result: None,
) -> tuple[Workspace, dict[str, Any]]:
    """Make the workspace, which `actor` then owns; gives it, and what came and what did not.

    Raises ArchiveProblem, and then nothing of it is there: the rows are one transaction's, and
    `files` takes its bytes back. `close` is called last, in the same transaction.
    """
    try:
        with transaction.atomic():
            arrival = _prepare(actor, archive, files, tell)
            for part in PARTS:
                if part.file in archive.zip.namelist():
                    _bring_part(arrival, part)
            _check_references()
            workspace = _settle(arrival)
            result = _result(arrival, workspace)
            tell(99)
            close(result)
    except (ArchiveProblem, DatabaseError, ValidationError) as error:
        if isinstance(error, ArchiveProblem) and error.args:
            raise
        raise ArchiveProblem(_("This archive cannot be read: its rows do not fit.")) from error
    forget(*(role_key(UUID(pk), workspace.pk) for pk in [str(actor.pk), *arrival.matched.values()]))
    return workspace, result


def _prepare(actor: User, archive: Archive, files: KeptFiles, tell: Tell) -> Arrival:
    matched = _matched(actor, archive)
    rest = [person for person in archive.people if str(person.id) not in matched]
    names = {str(old): str(new) for old, new in make_stand_ins(people=rest).items()}
    slug = _slug(archive)
    renaming = Renaming(
        known=archive.known,
        people=matched | names,
        seed=secrets.token_bytes(16) if _is_any_taken(archive) else None,
        addresses=(archive.source["url"], settings.TEAMFLOW_URL),
        slugs=(archive.source["slug"], slug),
    )
    return Arrival(
        archive=archive,
        actor=actor,
        renaming=renaming,
        slug=slug,
        matched=matched,
        files=files,
        tell=tell,
    )


def _matched(actor: User, archive: Archive) -> dict[str, str]:
    """People of the archive who are somebody here; nobody here is two of them."""
    here = acquaintances(user=actor)
    found: dict[str, str] = {}
    for person in archive.people:
        known = here.pop(person.email.strip().lower(), None)
        if known is not None:
            found[str(person.id)] = str(known.pk)
    return found


def _slug(archive: Archive) -> str:
    wanted = archive.source["slug"]
    is_good = 0 < len(wanted) <= 60 and wanted.replace("-", "").isalnum() and wanted.isascii()
    if is_good and not Workspace.objects.filter(slug=wanted).exists():
        return wanted
    return free_slug(archive.source["name"])


def _is_any_taken(archive: Archive) -> bool:
    """Whether this installation has a row of the archive already; then all get other ids."""
    by_part: dict[int, list[str]] = {}
    for pk, index in archive.known.items():
        by_part.setdefault(index, []).append(pk)
    for index, pks in by_part.items():
        rows = PARTS[index].model._base_manager
        for at in range(0, len(pks), 5000):
            if rows.filter(pk__in=pks[at : at + 5000]).exists():
                return True
    return False


def _bring_part(arrival: Arrival, part: Part) -> None:
    numbers = _numbers(arrival, part)
    columns = [each for each in part.model._meta.concrete_fields if _comes(each, numbers)]
    statement = _insert(part.model, columns)
    lists = lists_of(part.label)
    for chunk, values in _read(arrival, part, columns):
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)
        for each in lists:
            _bring_list(arrival, each, chunk)
        if part.label == "tasks.task":
            quieting.forget_what_triggers_wrote([row["id"] for row in chunk])
        arrival.done += len(chunk)
        arrival.counts[part.label] = arrival.counts.get(part.label, 0) + len(chunk)
        arrival.tell(min(95, 10 + 85 * arrival.done // max(1, arrival.archive.rows)))


def _comes(column: "models.Field[Any, Any]", numbers: dict[int, int] | None) -> bool:
    return numbers is not None or not isinstance(column, models.AutoField)


def _insert(model: type[models.Model], columns: Sequence["models.Field[Any, Any]"]) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(each.column)) for each in columns)
    # An empty list says nothing of what it is a list of.
    lists = (isinstance(each, ArrayField) for each in columns)
    places = ", ".join(
        f"%s::{each.db_type(connection)}" if is_list else "%s"
        for each, is_list in zip(columns, lists, strict=True)
    )
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608


def _read(
    arrival: Arrival, part: Part, columns: Sequence["models.Field[Any, Any]"]
) -> Iterator[tuple[list[Row], list[list[Any]]]]:
    """The rows as they are called here with their values for the columns, a thousand at a time,
    each reference checked."""
    chunk: list[Row] = []
    values: list[list[Any]] = []
    for number, line in arrival.archive.lines(part.file):
        row = row_in(part.file, number, line)
        try:
            _check_row(arrival, part, row)
            here = row_in(part.file, number, arrival.renaming.in_line(line))
            if quieting.prepare(arrival, part.label, row, here):
                chunk.append(here)
                values.append(_values(arrival, part, columns, here))
        except (ArchiveProblem, ValidationError, TypeError, ValueError, KeyError) as error:
            if isinstance(error, ArchiveProblem) and error.args:
                raise
            raise ArchiveProblem(
                _("This archive cannot be read: line %(n)s of %(place)s.")
                % {"n": number, "place": part.file}
            ) from None
        if len(chunk) == CHUNK:
            yield chunk, values
            chunk, values = [], []
    if chunk:
        yield chunk, values


def _check_row(arrival: Arrival, part: Part, row: Row) -> None:
    """Every row that it points to is in the archive: nothing here can be reached from outside."""
    for each in fields_of(part.label):
        if each.remote_field is not None and row.get(each.attname) is not None:
            _check_aim(arrival, each.related_model, row[each.attname])
    for several in lists_of(part.label):
        for held in row.get(several.name) or ():
            _check_aim(arrival, several.related_model, held)
    if part.path == "" and not _is_own_log(arrival, row.get("log")):
        raise ArchiveProblem


def _check_aim(arrival: Arrival, model: Any, pk: Any) -> None:
    if model is User:
        if not arrival.renaming.is_person(str(pk)):
            raise ArchiveProblem
        return
    label = model._meta.label_lower
    if label in arrival.numbers:
        if pk not in arrival.numbers[label]:
            raise ArchiveProblem
        return
    index = arrival.archive.known.get(pk)
    if index is None or PARTS[index].label != label:
        raise ArchiveProblem


def _is_own_log(arrival: Arrival, log: Any) -> bool:
    kind, _colon, pk = str(log).partition(":")
    label = {
        "workspace": "accounts.workspace",
        "project": "tasks.project",
        "board": "boards.board",
    }.get(kind)
    index = arrival.archive.known.get(pk)
    return label is not None and index is not None and PARTS[index].label == label


def _values(
    arrival: Arrival, part: Part, columns: Sequence["models.Field[Any, Any]"], row: Row
) -> list[Any]:
    found = []
    for column in columns:
        if column.attname not in row or f"{part.label}.{column.name}" in LEFT_OUT_FIELDS:
            value = _fresh(part, column)
        else:
            value = value_in(column, row[column.attname])
            if isinstance(column, models.BinaryField):
                value = arrival.renaming.ids_in(value)
        found.append(column.get_db_prep_save(value, connection))
    return found


def _fresh(part: Part, column: "models.Field[Any, Any]") -> Any:
    """What a new row begins with, where the archive says nothing."""
    if f"{part.label}.{column.name}" == "tasks.intakeform.token":
        return secrets.token_urlsafe(32)
    if column.has_default() or column.null or column.blank:
        return column.get_default()
    raise ArchiveProblem(
        _("This archive is from an older TeamFlow, and does not say “%(name)s”.")
        % {"name": f"{part.label}.{column.name}"}
    )


def _bring_list(
    arrival: Arrival, several: "models.ManyToManyField[Any, Any]", chunk: list[Row]
) -> None:
    mine, theirs = ends_of(several)
    through = through_of(several)
    rows = [
        through(**{mine: row["id"], theirs: held})
        for row in chunk
        for held in row.get(several.name) or ()
    ]
    through._base_manager.bulk_create(rows, batch_size=5000)


def _numbers(arrival: Arrival, part: Part) -> dict[int, int] | None:
    """Numbers of this installation for rows that others point to by number."""
    key = part.model._meta.pk
    if key not in fields_of(part.label) or not isinstance(key, models.AutoField):
        return None
    old = [
        row_in(part.file, number, line).get("id")
        for number, line in arrival.archive.lines(part.file)
    ]
    if not all(isinstance(each, int) for each in old) or len(set(old)) != len(old):
        raise ArchiveProblem(_("This archive is damaged or not whole."))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [part.model._meta.db_table, key.column, len(old)],
        )
        new = [int(row[0]) for row in cursor.fetchall()]
    arrival.numbers[part.label] = {
        int(a): b for a, b in zip(old, new, strict=True) if a is not None
    }
    return arrival.numbers[part.label]


def _check_references() -> None:
    """What PostgreSQL would say at the commit, now, while it can still be told."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _settle(arrival: Arrival) -> Workspace:
    workspace = Workspace.objects.get(pk=arrival.workspace_id)
    mine, _made = Membership.objects.get_or_create(
        workspace=workspace, user=arrival.actor, defaults={"role": Role.OWNER}
    )
    if mine.role != Role.OWNER:
        mine.role = Role.OWNER
        mine.save(update_fields=["role", "updated_at"])
    quieting.settle(arrival, workspace)
    record_audit(
        actor=arrival.actor,
        action="workspace.imported",
        workspace=workspace,
        target=("workspace", workspace.pk),
    )
    return workspace


def _result(arrival: Arrival, workspace: Workspace) -> dict[str, Any]:
    counts = arrival.counts
    strangers = [
        {"name": person.name, "email": person.email}
        for person in arrival.archive.people
        if str(person.id) not in arrival.matched
    ]
    return {
        "workspace": {"id": str(workspace.pk), "slug": workspace.slug, "name": workspace.name},
        "projects": counts.get("tasks.project", 0),
        "tasks": counts.get("tasks.task", 0),
        "comments": counts.get("tasks.comment", 0),
        "boards": counts.get("boards.board", 0),
        "files": arrival.files.count,
        "missing_files": arrival.files.missing,
        "members": len(arrival.matched),
        "names": strangers[:500],
        "paused": arrival.paused,
    }
