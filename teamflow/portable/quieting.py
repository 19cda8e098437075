"""What comes in changed, so that nothing that was imported acts, rings or shouts."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import Workspace
from boards.documents import load_document
from boards.elements import Element, change_element, content_of, read_elements
from boards.models import Board
from boards.services.elements import change_document
from tasks.models import (
    AutomationCursor,
    Notification,
    NotificationKind,
    SprintTask,
    Task,
    TaskSpan,
)
from tasks.services.notifications.reminding import LATE_DAYS
from teamflow.common.models import Event, LogHead
from teamflow.portable.opening import file_place
from teamflow.portable.problem import ArchiveProblem

if TYPE_CHECKING:
    from boards.document import BoardDocument
    from teamflow.portable.bringing_in import Arrival

Row = dict[str, Any]


def prepare(arrival: "Arrival", label: str, there: Row, here: Row) -> bool:
    """Change a row of `label` as it has to be; False for one that does not come at all."""
    change = _CHANGES.get(label)
    return change is None or change(arrival, there, here)


def forget_what_triggers_wrote(task_ids: list[Any]) -> None:
    """A new task begins a history in the database; theirs comes with the archive."""
    TaskSpan.objects.filter(task__in=task_ids).delete()
    SprintTask.objects.filter(task__in=task_ids).delete()


def settle(arrival: "Arrival", workspace: Workspace) -> None:
    """When all rows are there: logs go on after their end, and boards say the new addresses."""
    _end_logs(workspace, [str(log) for log in arrival.logs])
    _leave_reminded(workspace)
    for board in Board.objects.filter(workspace=workspace):
        _check_board(arrival, board)


def _workspace(arrival: "Arrival", there: Row, here: Row) -> bool:
    here["slug"] = arrival.slug
    here["deleted_at"] = None
    return True


def _membership(arrival: "Arrival", there: Row, here: Row) -> bool:
    """Only of people who are somebody here: nobody is invited, and nobody invented."""
    return there["user_id"] in arrival.matched


def _attachment(arrival: "Arrival", there: Row, here: Row) -> bool:
    """A file comes with its bytes, or not at all."""
    if not there.get("storage_key"):
        if str(there.get("url")).startswith("/"):
            raise ArchiveProblem
        return True
    place = file_place("tasks.attachment", there["id"], "storage_key")
    if not str(here.get("url")).startswith(f"/files/{here['id']}/"):
        raise ArchiveProblem
    if place not in arrival.archive.places:
        arrival.files.missing.append(str(here["name"]))
        return False
    if arrival.archive.places[place] != there.get("sha256"):
        raise ArchiveProblem
    key = f"attachments/{here['task_id']}/{here['id']}"
    here["storage_key"] = arrival.files.keep(arrival.archive, place, key)
    # What another scanner said, or an archive that somebody wrote, is no verdict here.
    here["status"] = "pending" if settings.CLAMD_ADDRESS else "unscanned"
    here["verdict"] = ""
    return True


def _asset(arrival: "Arrival", there: Row, here: Row) -> bool:
    """A picture comes with its bytes, or not at all: its board then says that it is missing."""
    place = file_place("boards.asset", there["id"], "storage_key")
    if place not in arrival.archive.places:
        arrival.files.missing.append(str(here["name"]))
        arrival.left_out.add(str(here["id"]))
        return False
    if arrival.archive.places[place] != there.get("sha256"):
        raise ArchiveProblem
    key = f"assets/{here['workspace_id']}/{here['id']}"
    here["storage_key"] = arrival.files.keep(arrival.archive, place, key)
    return True


def _board_asset(arrival: "Arrival", there: Row, here: Row) -> bool:
    return str(here["asset_id"]) not in arrival.left_out


def _automation(arrival: "Arrival", there: Row, here: Row) -> bool:
    arrival.paused += bool(here["is_enabled"])
    here["is_enabled"], here["next_at"] = False, None
    return True


def _run(arrival: "Arrival", there: Row, here: Row) -> bool:
    if here["status"] == "waiting":
        here["status"], here["finished_at"] = "stopped", arrival.archive.manifest["made_at"]
    numbers = arrival.numbers["tasks.automationrun"]
    here["id"] = numbers[there["id"]]
    here["cause_id"] = numbers[there["cause_id"]] if there["cause_id"] is not None else None
    return True


def _recurrence(arrival: "Arrival", there: Row, here: Row) -> bool:
    if here["is_active"]:
        arrival.paused += 1
        here["is_active"] = False
        here["stopped_because"] = _("It came with an imported workspace. Start it here.")
    return True


def _target(arrival: "Arrival", there: Row, here: Row) -> bool:
    arrival.paused += bool(here["is_enabled"])
    here["is_enabled"] = False
    return True


def _time(arrival: "Arrival", there: Row, here: Row) -> bool:
    """A timer runs on where it was started; here it ended when the archive was made."""
    if here["ended_at"] is None:
        made_at = parse_datetime(str(arrival.archive.manifest["made_at"]))
        began_at = parse_datetime(str(here["started_at"]))
        if made_at is None or began_at is None:
            raise ArchiveProblem
        here["ended_at"] = max(made_at, began_at).isoformat()
    return True


def _head(arrival: "Arrival", there: Row, here: Row) -> bool:
    arrival.logs.append(here["log"])
    return True


_CHANGES = {
    "accounts.workspace": _workspace,
    "accounts.membership": _membership,
    "common.loghead": _head,
    "tasks.attachment": _attachment,
    "boards.asset": _asset,
    "boards.boardasset": _board_asset,
    "tasks.automation": _automation,
    "tasks.automationrun": _run,
    "tasks.recurrence": _recurrence,
    "tasks.servicetarget": _target,
    "tasks.timeentry": _time,
}


def _end_logs(workspace: Workspace, logs: list[str]) -> None:
    """Nothing that came is asked about any more: the cursors stand at the end of their logs."""
    last = Event.objects.filter(log=OuterRef("log")).order_by("-seq").values("seq")[:1]
    for head in LogHead.objects.filter(log__in=logs).annotate(last=Subquery(last)):
        if (head.last or 0) > head.seq:
            raise ArchiveProblem
    found = Event.objects.filter(log__in=logs).values("log").annotate(last=Max("seq"))
    without = {row["log"] for row in found} - set(logs)
    if without:
        raise ArchiveProblem
    heads = dict(LogHead.objects.filter(log__in=logs).values_list("log", "seq"))
    for cursor in AutomationCursor.objects.filter(project__workspace=workspace):
        cursor.seq = heads.get(f"project:{cursor.project_id}", 0)
        cursor.save(update_fields=["seq"])


def _leave_reminded(workspace: Workspace) -> None:
    """What is due now was told where it came from: it counts as told, in nobody's inbox."""
    today, now = timezone.localdate(), timezone.now()
    days = (today - timedelta(days=LATE_DAYS), today + timedelta(days=1))
    tasks = Task.objects.filter(
        project__workspace=workspace, due_date__range=days, assignees__is_active=True
    )
    Notification.objects.bulk_create(
        [
            Notification(
                recipient_id=person,
                workspace=workspace,
                kind=NotificationKind.OVERDUE if due < today else NotificationKind.DUE_SOON,
                task_id=task,
                data={"due": str(due)},
                is_in_inbox=False,
                read_at=now,
                archived_at=now,
            )
            for task, due, person in tasks.values_list("pk", "due_date", "assignees")
            if due is not None
        ],
        batch_size=1000,
    )


def _check_board(arrival: "Arrival", board: Board) -> None:
    """Its document opens, and what it says about pages here leads here."""
    try:
        elements = read_elements(load_document(board.pk).document)
    except Exception as error:  # whatever the document's reader raises for what is none
        raise ArchiveProblem(
            _("The board “%(title)s” in this archive is damaged.") % {"title": board.title}
        ) from error
    if board.deleted_at is not None or not arrival.renaming.has_other_addresses():
        return
    changes = [change for each in elements if (change := _renamed(arrival, each))]
    if not changes:
        return
    present = {each["id"]: each for each in elements}

    def work(document: "BoardDocument") -> list[str]:
        for change in changes:
            change_element(document, present[change["id"]], change)
        return []

    change_document(actor=arrival.actor, board=board, work=work)


def _renamed(arrival: "Arrival", element: Element) -> Element | None:
    """What has to change of an element that names pages of this workspace."""
    parts = {**content_of(element), "text": element["text"]}
    change = {
        name: new
        for name, said in parts.items()
        if isinstance(said, str) and (new := arrival.renaming.in_text(said)) != said
    }
    return {"id": element["id"], **change} if change else None
