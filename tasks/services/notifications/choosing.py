"""What a person wants to be told of: by kind and channel, by project, and when."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.profile import update_profile
from tasks.models import NoticeDelivery, NoticeLevel, NotificationKind, Project, ProjectNotices
from tasks.preferences import (
    CHANNELS,
    INTERVALS,
    REMINDERS,
    Preferences,
    as_said,
    preferences_of,
)
from tasks.selectors.notices import forget_followers


@transaction.atomic
def change_preferences(*, actor: User, changes: dict[str, Any]) -> Preferences:
    """Change what is named and leave the rest; what is as it was is not written."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    said = as_said(preferences_of(user.notification_preferences))
    for name, value in changes.items():
        said[name] = _merged(name, said[name], value) if isinstance(value, dict) else value
    _check(said)
    update_profile(actor=user, changes={"notification_preferences": said})
    return preferences_of(said)


@transaction.atomic
def set_project_level(*, actor: User, project: Project, level: str) -> str:
    """Hear everything of a project, only one's own, nothing, or (`default`) the usual."""
    if level not in {"default", *NoticeLevel.values}:
        raise ValidationError({"level": _("This is not one of the possible values.")})
    known = ProjectNotices.objects.select_for_update().filter(user=actor, project=project)
    if level == "default":
        changed = bool(known.delete()[0])
    else:
        before = known.values_list("level", flat=True).first()
        changed = before != level
        if changed:
            ProjectNotices.objects.update_or_create(
                user=actor, project=project, defaults={"level": level}
            )
    if changed:
        project_id = project.pk
        transaction.on_commit(lambda: forget_followers(project_id), robust=True)
    return level


@transaction.atomic
def stop_mail(*, actor: User, kind: str = "") -> Preferences:
    """No more mail of one kind, or of none named; what waits of it does not leave either."""
    kinds = [kind] if kind else NotificationKind.values
    waiting = NoticeDelivery.objects.filter(
        recipient=actor, channel=NoticeDelivery.Channel.EMAIL, notification__kind__in=kinds
    )
    waiting.delete()
    changes = {"channels": {each: {"email": False} for each in kinds}}
    return change_preferences(actor=actor, changes=changes)


def _merged(name: str, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    unknown = set(new) - set(old)
    if unknown:
        raise ValidationError({name: _("There is no “%(name)s”.") % {"name": min(unknown)}})
    if name != "channels":
        return {**old, **new}
    for ways in new.values():
        if not isinstance(ways, dict) or set(ways) - set(CHANNELS):
            raise ValidationError({name: _("A channel is one of: in_app, email, push.")})
    return {**old, **{kind: {**old[kind], **ways} for kind, ways in new.items()}}


def _check(said: dict[str, Any]) -> None:
    """What is written reads back as it was said."""
    understood = as_said(preferences_of(said))
    quiet = said["quiet"]
    if isinstance(quiet.get("days"), list):
        quiet["days"] = sorted(set(quiet["days"])) if _are_days(quiet["days"]) else quiet["days"]
    for name, value in said.items():
        if understood[name] != value:
            raise ValidationError({name: _hint(name)})
    if (quiet["from"] is None) != (quiet["to"] is None):
        raise ValidationError({"quiet": _("Give both hours, or neither.")})


def _are_days(days: list[Any]) -> bool:
    return all(isinstance(day, int) and not isinstance(day, bool) for day in days)


def _hint(name: str) -> str:
    hints = {
        "channels": _("Each channel is true or false."),
        "email_interval": _("One of: %(names)s.") % {"names": ", ".join(map(str, INTERVALS))},
        "quiet": _("Hours are written HH:MM; days are 0 (Monday) to 6."),
        "reminders": _("One of: %(names)s.") % {"names": ", ".join(REMINDERS)},
        "remind_at": _("An hour, 0 to 23."),
    }
    return hints.get(name, _("This is not one of the possible values."))
