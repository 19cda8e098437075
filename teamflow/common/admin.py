"""The back office's view of the machinery: jobs, the event log, the outbox."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from teamflow.common.jobs import retry
from teamflow.common.models import Event, Job, Outbox


class LookOnly(ModelAdmin):
    """Rows that only the product writes."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Nobody makes them by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes them by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes them by hand."""
        return False


@admin.register(Job)
class JobAdmin(LookOnly):
    """Work, with what became of it; what failed can be tried again."""

    list_display = ("kind", "status", "queue", "attempts", "progress", "created_at", "finished_at")
    list_filter = ("status", "kind", "queue")
    search_fields = ("id", "error")
    ordering = ("-created_at",)
    exclude = ("payload",)
    actions = ("retry",)

    @admin.action(description="Try again", permissions=["view"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Put failed and cancelled jobs back into the queue."""
        count = sum(retry(job) for job in queryset)
        self.message_user(
            request, _("Waiting again: %(count)s.") % {"count": count}, messages.SUCCESS
        )


@admin.register(Event)
class EventAdmin(LookOnly):
    """The event log: who did what, without the words of it."""

    list_display = ("at", "log", "seq", "type", "actor_name", "target_kind")
    search_fields = ("log", "type")
    ordering = ("-id",)
    exclude = ("changes", "data")
    show_full_result_count = False


@admin.register(Outbox)
class OutboxAdmin(LookOnly):
    """Side effects on their way out."""

    list_display = ("topic", "created_at", "attempts", "run_after", "done_at")
    list_filter = ("topic",)
    ordering = ("-id",)
    exclude = ("payload",)
    actions = ("retry",)

    @admin.action(description="Try again now", permissions=["view"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Outbox]) -> None:
        """Make waiting ones due."""
        count = queryset.filter(done_at=None).update(run_after=None)
        self.message_user(request, _("Due now: %(count)s.") % {"count": count}, messages.SUCCESS)
