"""Faces on pages."""

from django import template

from accounts import avatars
from accounts.models import User

register = template.Library()


@register.inclusion_tag("components/avatar.html")
def avatar(person: User | None, size: int = 24) -> dict[str, object]:
    """A person's picture, or their initials in a colour of their own."""
    path = person.avatar if person else ""
    return {
        "person": person,
        "size": size,
        "url": avatars.url(path, 32 if size <= 32 else 256),
    }
