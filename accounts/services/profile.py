"""One's own profile: name, face, theme, language, time zone."""

import zoneinfo
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import avatars
from accounts.events import ProfileUpdated
from accounts.models import User
from accounts.services.activity import record
from teamflow.common.events import publish

EDITABLE = ("name", "theme", "locale", "timezone", "notification_preferences")


@transaction.atomic
def update_profile(*, actor: User, changes: dict[str, Any]) -> User:
    """Change what people may say of themselves; what is as it was is not written."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    wanted = {field: _clean(field, value) for field, value in changes.items()}
    changed = {
        field: [getattr(user, field), value]
        for field, value in wanted.items()
        if getattr(user, field) != value
    }
    if not changed:
        return user
    for field, (_old, value) in changed.items():
        setattr(user, field, value)
    user.save(update_fields=[*changed, "updated_at"])
    _announce(user, changed)
    return user


@transaction.atomic
def set_avatar(*, actor: User, upload: UploadedFile[bytes]) -> User:
    """Give `actor` a face: cut to a square, encoded anew, in three sizes."""
    pictures = avatars.make(upload)
    user = User.objects.select_for_update().get(pk=actor.pk)
    path = f"avatars/{user.pk.hex}/{avatars.fingerprint(pictures)}"
    if user.avatar == path:
        return user
    for size, content in pictures.items():
        name = avatars.file_name(path, size)
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
    return _replace_avatar(user, path)


@transaction.atomic
def remove_avatar(*, actor: User) -> User:
    """Back to initials; without a face it changes nothing."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    return _replace_avatar(user, "") if user.avatar else user


def _replace_avatar(user: User, path: str) -> User:
    old = user.avatar
    user.avatar = path
    user.save(update_fields=["avatar", "updated_at"])
    if old:
        # After the commit: a change that is undone must find its old picture again.
        transaction.on_commit(lambda: _delete_files(old), robust=True)
    _announce(user, {"avatar": [avatars.url(old), avatars.url(path)]})
    return user


def _delete_files(path: str) -> None:
    for size in avatars.SIZES:
        default_storage.delete(avatars.file_name(path, size))


def _announce(user: User, changes: dict[str, list[Any]]) -> None:
    log = f"user:{user.pk}"
    entry = record(
        actor=user,
        log=log,
        verb="user.updated",
        target_kind="user",
        target_id=user.pk,
        rooms=[log],
        changes=changes,
    )
    publish(ProfileUpdated(entry=entry, user_id=user.pk))


def _clean(field: str, value: Any) -> Any:
    if field not in EDITABLE:
        raise ValidationError({field: _("This cannot be changed here.")})
    if field == "name":
        value = " ".join(str(value).split())
    if not _is_good(field, value):
        raise ValidationError({field: _("This is not one of the possible values.")})
    return value


def _is_good(field: str, value: Any) -> bool:
    match field:
        case "name":
            return 0 < len(value) <= 150
        case "theme":
            return value in User.Theme.values
        case "locale":
            return value in dict(settings.LANGUAGES)
        case "timezone":
            return value in zoneinfo.available_timezones()
    return isinstance(value, dict)
