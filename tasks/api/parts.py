"""Doors to what hangs on a task: comments, checklist, links, attachments, activity."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from tasks.api import inputs, outputs
from tasks.api.doors import PAGE_PARAMS, PAGED, detail_of, parse, refuse_unknown, whole
from tasks.api.tasks import check_right
from tasks.models import Attachment, ChecklistItem, Comment, Task, TaskLink
from tasks.selectors.access import (
    attachment_for,
    checklist_item_for,
    comment_for,
    link_for,
    task_for_editing,
    task_for_viewing,
)
from tasks.selectors.payloads import comment_payloads
from tasks.selectors.tasks import activity_of_task
from tasks.services.checklists import (
    add_checklist_item,
    delete_checklist_item,
    promote_checklist_item,
    update_checklist_item,
)
from tasks.services.comments import add_comment, delete_comment, edit_comment, restore_comment
from tasks.services.files import give_up_file, restore_attachment
from tasks.services.links import (
    attach_link,
    attachment_payload,
    link_tasks,
    remove_attachment,
    unlink_tasks,
)
from teamflow.common.api import ApiView
from teamflow.common.models import Event
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest


def event_payload(row: Event) -> dict[str, Any]:
    """A logged fact as people read it."""
    return {
        "id": row.pk,
        "seq": row.seq,
        "type": row.type,
        "actor": {"id": row.actor_id, "name": row.actor_name},
        "target": {"kind": row.target_kind, "id": row.target_id},
        "changes": row.changes,
        "at": row.at,
    }


def item_payload(item: ChecklistItem) -> dict[str, Any]:
    """A step on the wire."""
    return {
        "id": item.pk,
        "title": item.title,
        "done": item.done,
        "checklist": item.checklist_id,
    }


def link_payload(link: TaskLink, task: Task) -> dict[str, Any]:
    """A relation as seen from `task`."""
    is_outward = link.source_id == task.pk
    other = link.target if is_outward else link.source
    return {
        "id": link.pk,
        "kind": link.kind,
        "direction": "outward" if is_outward else "inward",
        "task": {
            "id": other.pk,
            "key": other.key,
            "title": other.title,
            "status": "archived" if other.archived_at else other.column.state,
        },
    }


class CommentsView(ApiView):
    """What people said about a task."""

    @extend_schema(parameters=PAGED, responses=outputs.CommentPage, operation_id="comment_list")
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Oldest first."""
        refuse_unknown(request, PAGE_PARAMS)
        task = task_for_viewing(user=request.user, task_id=task_id)
        page = keyset_page(
            request,
            Comment.objects.filter(task=task, deleted_at=None),
            order=("created_at", "id"),
            serialize=lambda rows: comment_payloads([row.pk for row in rows]),
        )
        return Response(page)

    @extend_schema(
        request=inputs.CommentInput,
        responses={201: outputs.CommentOutput},
        operation_id="comment_create",
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Say something."""
        task = task_for_viewing(user=request.user, task_id=task_id)
        check_right(request, task, Action.CREATE, Resource.COMMENT)
        values = dict(parse(inputs.CommentInput, request))
        parent_id = values.pop("parent", None)
        if parent_id:
            values["parent"] = comment_for(
                user=request.user, comment_id=parent_id, action=Action.READ
            )
        comment = add_comment(actor=request.user, task=task, **values)
        return Response(comment_payloads([comment.pk])[0], status=status.HTTP_201_CREATED)


class CommentView(ApiView):
    """One comment."""

    @extend_schema(responses=outputs.CommentOutput, operation_id="comment_read")
    def get(self, request: AuthenticatedRequest, comment_id: UUID) -> Response:
        """The comment."""
        comment = comment_for(user=request.user, comment_id=comment_id, action=Action.READ)
        return Response(comment_payloads([comment.pk])[0])

    @extend_schema(
        request=inputs.CommentChangeInput,
        responses=outputs.CommentOutput,
        operation_id="comment_update",
    )
    def patch(self, request: AuthenticatedRequest, comment_id: UUID) -> Response:
        """Word it anew (its author only)."""
        comment = comment_for(user=request.user, comment_id=comment_id, action=Action.UPDATE)
        edit_comment(
            actor=request.user, comment=comment, **parse(inputs.CommentChangeInput, request)
        )
        return Response(comment_payloads([comment.pk])[0])

    @extend_schema(responses={204: None}, operation_id="comment_delete")
    def delete(self, request: AuthenticatedRequest, comment_id: UUID) -> Response:
        """Take it away."""
        comment = comment_for(user=request.user, comment_id=comment_id, action=Action.DELETE)
        delete_comment(actor=request.user, comment=comment)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreCommentView(ApiView):
    """A deleted comment."""

    @extend_schema(
        request=None, responses={200: outputs.CommentOutput}, operation_id="comment_restore"
    )
    def post(self, request: AuthenticatedRequest, comment_id: UUID) -> Response:
        """Bring it back; doing so twice changes nothing."""
        comment = comment_for(
            user=request.user, comment_id=comment_id, action=Action.DELETE, with_deleted=True
        )
        restore_comment(actor=request.user, comment=comment)
        return Response(comment_payloads([comment.pk])[0])


class ChecklistView(ApiView):
    """The steps of a task."""

    @extend_schema(responses=outputs.ItemPage, operation_id="checklist_list")
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """All steps, in order."""
        refuse_unknown(request, PAGE_PARAMS)
        task = task_for_viewing(user=request.user, task_id=task_id)
        items = ChecklistItem.objects.filter(checklist__task=task).order_by(
            "checklist__rank", "checklist_id", "rank", "id"
        )
        return Response(whole([item_payload(item) for item in items]))

    @extend_schema(
        request=inputs.ItemInput,
        responses={201: outputs.ItemOutput},
        operation_id="checklist_create",
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """A step at the end."""
        task = task_for_editing(user=request.user, task_id=task_id)
        values = parse(inputs.ItemInput, request)
        item = add_checklist_item(
            actor=request.user,
            task=task,
            title=values["title"],
            checklist_id=values.get("checklist"),
        )
        return Response(item_payload(item), status=status.HTTP_201_CREATED)


class ChecklistItemView(ApiView):
    """One step."""

    @extend_schema(responses=outputs.ItemOutput, operation_id="checklist_item_read")
    def get(self, request: AuthenticatedRequest, item_id: UUID) -> Response:
        """The step."""
        item = checklist_item_for(user=request.user, item_id=item_id, action=Action.READ)
        return Response(item_payload(item))

    @extend_schema(
        request=inputs.ItemChangeInput,
        responses=outputs.ItemOutput,
        operation_id="checklist_item_update",
    )
    def patch(self, request: AuthenticatedRequest, item_id: UUID) -> Response:
        """Tick it, word it, move it."""
        item = checklist_item_for(user=request.user, item_id=item_id, action=Action.UPDATE)
        values = parse(inputs.ItemChangeInput, request)
        item = update_checklist_item(actor=request.user, item=item, **values)
        return Response(item_payload(item))

    @extend_schema(responses={204: None}, operation_id="checklist_item_delete")
    def delete(self, request: AuthenticatedRequest, item_id: UUID) -> Response:
        """Remove it."""
        item = checklist_item_for(user=request.user, item_id=item_id, action=Action.DELETE)
        delete_checklist_item(actor=request.user, item=item)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PromoteItemView(ApiView):
    """A step that became too large for one."""

    @extend_schema(
        request=None, responses={201: outputs.TaskOutput}, operation_id="checklist_item_promote"
    )
    def post(self, request: AuthenticatedRequest, item_id: UUID) -> Response:
        """Make it a subtask of its task."""
        item = checklist_item_for(user=request.user, item_id=item_id, action=Action.UPDATE)
        check_right(request, item.checklist.task, Action.CREATE, Resource.TASK)
        task = promote_checklist_item(actor=request.user, item=item)
        return Response(detail_of(task), status=status.HTTP_201_CREATED)


class LinksView(ApiView):
    """How a task relates to others."""

    @extend_schema(responses=outputs.LinkPage, operation_id="task_link_list")
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Relations in both directions."""
        refuse_unknown(request, PAGE_PARAMS)
        task = task_for_viewing(user=request.user, task_id=task_id)
        links = (
            TaskLink.objects.filter(Q(source=task) | Q(target=task))
            .filter(source__deleted_at=None, target__deleted_at=None)
            .select_related(
                "source__project", "source__column", "target__project", "target__column"
            )
            .order_by("created_at", "id")
        )
        return Response(whole([link_payload(link, task) for link in links]))

    @extend_schema(
        request=inputs.LinkInput,
        responses={201: outputs.LinkOutput},
        operation_id="task_link_create",
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Say how it relates to another task of the workspace."""
        task = task_for_editing(user=request.user, task_id=task_id)
        values = parse(inputs.LinkInput, request)
        target = task_for_viewing(user=request.user, task_id=values["target"])
        link = link_tasks(
            actor=request.user,
            source=task,
            target=target,
            kind=values["kind"],
            close=values["close"],
        )
        return Response(link_payload(link, task), status=status.HTTP_201_CREATED)


class LinkView(ApiView):
    """One relation."""

    @extend_schema(responses={204: None}, operation_id="task_link_delete")
    def delete(self, request: AuthenticatedRequest, link_id: UUID) -> Response:
        """Take it back."""
        link = link_for(user=request.user, link_id=link_id, action=Action.DELETE)
        unlink_tasks(actor=request.user, link=link)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AttachmentsView(ApiView):
    """Addresses kept with a task."""

    @extend_schema(responses=outputs.AttachmentPage, operation_id="attachment_list")
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Oldest first."""
        refuse_unknown(request, PAGE_PARAMS)
        task = task_for_viewing(user=request.user, task_id=task_id)
        rows = Attachment.objects.filter(task=task, deleted_at=None).exclude(
            status=Attachment.Status.ARRIVING
        )
        rows = rows.order_by("created_at", "id")
        return Response(whole([attachment_payload(row) for row in rows]))

    @extend_schema(
        request=inputs.AttachmentInput,
        responses={201: outputs.AttachmentOutput},
        operation_id="attachment_create",
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Keep an address."""
        task = task_for_editing(user=request.user, task_id=task_id)
        values = parse(inputs.AttachmentInput, request)
        attachment = attach_link(actor=request.user, task=task, **values)
        return Response(attachment_payload(attachment), status=status.HTTP_201_CREATED)


class AttachmentView(ApiView):
    """One address."""

    @extend_schema(responses=outputs.AttachmentOutput, operation_id="attachment_read")
    def get(self, request: AuthenticatedRequest, attachment_id: UUID) -> Response:
        """The address."""
        attachment = attachment_for(
            user=request.user, attachment_id=attachment_id, action=Action.READ
        )
        return Response(attachment_payload(attachment))

    @extend_schema(responses={204: None}, operation_id="attachment_delete")
    def delete(self, request: AuthenticatedRequest, attachment_id: UUID) -> Response:
        """Forget it."""
        attachment = attachment_for(
            user=request.user, attachment_id=attachment_id, action=Action.DELETE
        )
        if attachment.status == Attachment.Status.ARRIVING:
            give_up_file(actor=request.user, attachment=attachment)
        else:
            remove_attachment(actor=request.user, attachment=attachment)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreAttachmentView(ApiView):
    """An address or a file that was removed."""

    @extend_schema(
        request=None, responses={200: outputs.AttachmentOutput}, operation_id="attachment_restore"
    )
    def post(self, request: AuthenticatedRequest, attachment_id: UUID) -> Response:
        """Bring it back; doing so twice changes nothing."""
        attachment = attachment_for(
            user=request.user,
            attachment_id=attachment_id,
            action=Action.DELETE,
            with_deleted=True,
        )
        attachment = restore_attachment(actor=request.user, attachment=attachment)
        return Response(attachment_payload(attachment))


class ActivityView(ApiView):
    """What happened to a task."""

    @extend_schema(parameters=PAGED, responses=outputs.ActivityPage, operation_id="task_activity")
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Newest first."""
        refuse_unknown(request, PAGE_PARAMS)
        task = task_for_viewing(user=request.user, task_id=task_id)
        page = keyset_page(
            request,
            activity_of_task(task=task),
            order=("-id",),
            serialize=lambda rows: [event_payload(row) for row in rows],
        )
        return Response(page)
