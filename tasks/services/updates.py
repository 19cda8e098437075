"""Saying how a project goes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Health, Project, ProjectUpdate
from tasks.models.updates import UPDATE_LIMIT
from tasks.selectors.projects import project_payload
from tasks.services.recording import announce_project, lock_project


@transaction.atomic
def post_project_update(
    *, actor: User, project: Project, health: str, body: str = ""
) -> ProjectUpdate:
    """Say it; the project's health is from then on what was said."""
    project = lock_project(project.pk)
    if health not in Health.values:
        raise ValidationError({"health": _("On track, at risk or off track.")})
    body = body.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(body) > UPDATE_LIMIT:
        raise ValidationError({"body": _("At most 2,000 characters.")})
    update = ProjectUpdate.objects.create(project=project, author=actor, health=health, body=body)
    before, project.health = project.health, health
    project.save(update_fields=["health", "updated_at"])
    announce_project(
        actor=actor,
        project=project,
        verb="project.updated",
        changes={"health": [before, health]},
        data=project_payload(project),
    )
    return update
