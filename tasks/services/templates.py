"""Templates that people keep: of tasks in a project, of projects in a workspace."""

from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from accounts.services.activity import record
from tasks.events import TemplatesChanged
from tasks.models import PartKind, Project, ProjectTemplate, Task, TaskTemplate
from tasks.services.blueprints import take_blueprint
from tasks.services.columns import announce_shape
from tasks.services.ordering import still_standing
from tasks.services.recording import lock_project
from tasks.services.removals.keeping import keep_part
from tasks.services.task_values import usable_values, values_of
from tasks.services.tasks import TaskValues, create_task
from tasks.services.values import one_line
from teamflow.common.errors import NotFound
from teamflow.common.events import publish

MAX_TEMPLATES = 200


class TemplateValues(TypedDict, total=False):
    """What people change of a project template."""

    name: str
    description: str


@transaction.atomic
def save_task_template(*, actor: User, task: Task, name: str) -> TaskTemplate:
    """Keep what another task like this one starts with."""
    project = lock_project(task.project_id)
    if project.task_templates.count() >= MAX_TEMPLATES:
        raise ValidationError({"name": _("At most 200 templates.")})
    made = TaskTemplate.objects.create(
        project=project,
        name=one_line(name, field="name", limit=100),
        values=values_of(task),
        created_by=actor,
    )
    announce_shape(actor, project, {"templates": [None, made.name]})
    return made


@transaction.atomic
def rename_task_template(*, actor: User, template: TaskTemplate, name: str) -> TaskTemplate:
    """Another name; the same one changes nothing."""
    project = lock_project(template.project_id)
    name = one_line(name, field="name", limit=100)
    if template.name == name:
        return template
    before, template.name = template.name, name
    template.save(update_fields=["name", "updated_at"])
    announce_shape(actor, project, {"templates.name": [before, name]})
    return template


@transaction.atomic
def delete_task_template(*, actor: User, template: TaskTemplate) -> None:
    """Forget it; tasks made from it stay."""
    project = lock_project(template.project_id)
    template = still_standing(project.task_templates.all(), template)
    keep_part(kind=PartKind.TASK_TEMPLATE, thing=template, project=project)
    template.delete()
    announce_shape(actor, project, {"templates": [template.name, None]})


@transaction.atomic
def create_from_template(
    *, actor: User, template: TaskTemplate, **values: Unpack[TaskValues]
) -> Task:
    """A new task as the template says, with `values` on top; what is gone since is left out."""
    project = template.project
    kept = usable_values(project, template.values)
    return create_task(actor=actor, project=project, **(kept | values))


@transaction.atomic
def save_project_template(
    *, actor: User, project: Project, name: str, description: str = "", with_tasks: bool = False
) -> ProjectTemplate:
    """Keep what another project like this one starts with."""
    workspace = Workspace.objects.select_for_update().get(pk=project.workspace_id)
    if workspace.project_templates.count() >= MAX_TEMPLATES:
        raise ValidationError({"name": _("At most 200 templates.")})
    made = ProjectTemplate.objects.create(
        workspace=workspace,
        name=one_line(name, field="name", limit=100),
        description=_words(description),
        content=take_blueprint(project, with_tasks=with_tasks),
        created_by=actor,
    )
    announce_template(actor, made, "template.created")
    return made


@transaction.atomic
def update_project_template(
    *, actor: User, template: ProjectTemplate, **values: Unpack[TemplateValues]
) -> ProjectTemplate:
    """Name or description; what is so already changes nothing."""
    cleaned: dict[str, Any] = {}
    if "name" in values:
        cleaned["name"] = one_line(values["name"], field="name", limit=100)
    if "description" in values:
        cleaned["description"] = _words(values["description"])
    changed = [name for name, value in cleaned.items() if getattr(template, name) != value]
    for name in changed:
        setattr(template, name, cleaned[name])
    if changed:
        template.save(update_fields=[*changed, "updated_at"])
        announce_template(actor, template, "template.updated")
    return template


@transaction.atomic
def delete_project_template(*, actor: User, template: ProjectTemplate) -> None:
    """Forget it; projects made from it stay."""
    if not ProjectTemplate.objects.select_for_update().filter(pk=template.pk).exists():
        raise NotFound
    announce_template(actor, template, "template.deleted")
    keep_part(kind=PartKind.PROJECT_TEMPLATE, thing=template)
    template.delete()


def announce_template(actor: User, template: ProjectTemplate, verb: str) -> None:
    """Tell the workspace which: new projects in any of it begin with them."""
    place = f"workspace:{template.workspace_id}"
    entry = record(
        actor=actor,
        log=place,
        verb=verb,
        target_kind="template",
        target_id=template.pk,
        rooms=[place],
        data={"id": str(template.pk), "name": template.name},
    )
    publish(TemplatesChanged(entry=entry))


def _words(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:300]
