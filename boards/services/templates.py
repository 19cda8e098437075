"""Keeping boards to begin others from."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.activity import record
from boards.documents import load_document
from boards.events import BoardTemplatesChanged
from boards.models import Board, BoardTemplate
from boards.selectors.templates import MOST_OWN, template_payload
from boards.services.boards import lock_board
from teamflow.common.events import publish

NAME_LIMIT = 120


@transaction.atomic
def save_as_template(*, actor: User, board: Board, name: str, about: str = "") -> BoardTemplate:
    """Keep the board as it is now; later changes to it do not change the template."""
    board = lock_board(board.pk)
    name = _free_name(board.workspace_id, name)
    if BoardTemplate.objects.filter(workspace_id=board.workspace_id).count() >= MOST_OWN:
        raise ValidationError(_("A workspace keeps at most 200 templates. Delete one first."))
    document = load_document(board.pk).document
    template = BoardTemplate.objects.create(
        workspace_id=board.workspace_id,
        name=name,
        about=about.strip(),
        state=document.update_since(),
        element_count=document.element_count(),
        created_by=actor,
    )
    _announce("board_template.created", actor, template)
    return template


@transaction.atomic
def update_template(
    *, actor: User, template: BoardTemplate, name: str | None = None, about: str | None = None
) -> BoardTemplate:
    """Name it or describe it anew."""
    template = BoardTemplate.objects.select_for_update().get(pk=template.pk)
    changes = {}
    if name is not None and name.strip() != template.name:
        changes["name"] = _free_name(template.workspace_id, name)
    if about is not None and about.strip() != template.about:
        changes["about"] = about.strip()
    if not changes:
        return template
    for field, value in changes.items():
        setattr(template, field, value)
    template.save(update_fields=[*changes, "updated_at"])
    _announce("board_template.updated", actor, template)
    return template


@transaction.atomic
def delete_template(*, actor: User, template: BoardTemplate) -> None:
    """Forget it; boards that began from it stay as they are."""
    _announce("board_template.deleted", actor, template)
    template.delete()


def _free_name(workspace_id: UUID, name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= NAME_LIMIT:
        raise ValidationError({"name": _("Between 1 and 120 characters.")})
    if BoardTemplate.objects.filter(workspace_id=workspace_id, name=name).exists():
        raise ValidationError({"name": _("There is a template of this name already.")})
    return name


def _announce(verb: str, actor: User, template: BoardTemplate) -> None:
    log = f"workspace:{template.workspace_id}"
    entry = record(
        actor=actor,
        log=log,
        verb=verb,
        target_kind="board_template",
        target_id=template.pk,
        rooms=[log],
        data={"template": template_payload(template)},
    )
    publish(BoardTemplatesChanged(entry=entry, workspace_id=template.workspace_id))
