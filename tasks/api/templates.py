"""Doors to templates of tasks and of projects."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import workspace_for
from tasks.api import inputs, outputs
from tasks.api.doors import PAGE_PARAMS, detail_of, parse, refuse_unknown, whole
from tasks.models import ProjectTemplate, TaskTemplate
from tasks.selectors.access import (
    project_for_adding_tasks,
    project_for_viewing,
    task_for_viewing,
)
from tasks.selectors.templates import project_template_for, task_template_for
from tasks.services.templates import (
    create_from_template,
    delete_project_template,
    delete_task_template,
    rename_task_template,
    save_project_template,
    save_task_template,
    update_project_template,
)
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.requests import AuthenticatedRequest


class TaskTemplateInput(serializers.Serializer[Any]):
    """A template made of a task."""

    name = serializers.CharField(max_length=100)
    task = serializers.UUIDField()


class TaskTemplateChangeInput(serializers.Serializer[Any]):
    """Another name."""

    name = serializers.CharField(max_length=100)


class TaskTemplateOutput(serializers.Serializer[Any]):
    """What a new task starts with; `values` by the names of the writable fields."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    values = serializers.DictField(child=serializers.JSONField())


class ProjectTemplateInput(serializers.Serializer[Any]):
    """A template made of a project, with its open tasks if wanted."""

    name = serializers.CharField(max_length=100)
    description = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=300
    )
    project = serializers.UUIDField()
    with_tasks = serializers.BooleanField(required=False, default=False)


class ProjectTemplateChangeInput(serializers.Serializer[Any]):
    """Another name or description."""

    name = serializers.CharField(required=False, max_length=100)
    description = serializers.CharField(required=False, allow_blank=True, max_length=300)


class ProjectTemplateOutput(serializers.Serializer[Any]):
    """What a new project starts with, in figures; its id goes into a new project's `template`."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    columns = serializers.ListField(child=serializers.CharField())
    task_count = serializers.IntegerField()


TaskTemplatePage = outputs.page_of("TaskTemplatePage", TaskTemplateOutput)
ProjectTemplatePage = outputs.page_of("ProjectTemplatePage", ProjectTemplateOutput)


def task_template_payload(template: TaskTemplate) -> dict[str, Any]:
    """A task template on the wire."""
    return {"id": template.pk, "name": template.name, "values": template.values}


def project_template_payload(template: ProjectTemplate) -> dict[str, Any]:
    """A project template on the wire."""
    return {
        "id": template.pk,
        "name": template.name,
        "description": template.description,
        "columns": [column["name"] for column in template.content.get("columns", [])],
        "task_count": len(template.content.get("tasks", [])),
    }


class TaskTemplatesView(ApiView):
    """The task templates of a project."""

    @extend_schema(responses=TaskTemplatePage, operation_id="task_template_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """All of them, by name."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(whole([task_template_payload(row) for row in project.task_templates.all()]))

    @extend_schema(
        request=TaskTemplateInput,
        responses={201: TaskTemplateOutput},
        operation_id="task_template_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Keep a task of the project as a template."""
        project = project_for_adding_tasks(user=request.user, project_id=project_id)
        values = parse(TaskTemplateInput, request)
        task = task_for_viewing(user=request.user, task_id=values["task"])
        if task.project_id != project.pk:
            raise NotFound
        template = save_task_template(actor=request.user, task=task, name=values["name"])
        return Response(task_template_payload(template), status=status.HTTP_201_CREATED)


class TaskTemplateView(ApiView):
    """One task template."""

    @extend_schema(responses=TaskTemplateOutput, operation_id="task_template_read")
    def get(self, request: AuthenticatedRequest, template_id: UUID) -> Response:
        """The template."""
        template = task_template_for(user=request.user, template_id=template_id, action=Action.READ)
        return Response(task_template_payload(template))

    @extend_schema(
        request=TaskTemplateChangeInput,
        responses=TaskTemplateOutput,
        operation_id="task_template_update",
    )
    def patch(self, request: AuthenticatedRequest, template_id: UUID) -> Response:
        """Another name."""
        template = task_template_for(
            user=request.user, template_id=template_id, action=Action.UPDATE
        )
        name = parse(TaskTemplateChangeInput, request)["name"]
        template = rename_task_template(actor=request.user, template=template, name=name)
        return Response(task_template_payload(template))

    @extend_schema(responses={204: None}, operation_id="task_template_delete")
    def delete(self, request: AuthenticatedRequest, template_id: UUID) -> Response:
        """Forget it."""
        template = task_template_for(
            user=request.user, template_id=template_id, action=Action.DELETE
        )
        delete_task_template(actor=request.user, template=template)
        return Response(status=status.HTTP_204_NO_CONTENT)


class TaskFromTemplateView(ApiView):
    """Tasks made from a template."""

    @extend_schema(
        request=inputs.TaskChangeInput,
        responses={201: outputs.TaskOutput},
        operation_id="task_template_use",
    )
    def post(self, request: AuthenticatedRequest, template_id: UUID) -> Response:
        """A new task; what the body says goes over what the template says."""
        template = task_template_for(user=request.user, template_id=template_id, action=Action.READ)
        project_for_adding_tasks(user=request.user, project_id=template.project_id)
        values = parse(inputs.TaskChangeInput, request)
        task = create_from_template(actor=request.user, template=template, **values)
        return Response(detail_of(task), status=status.HTTP_201_CREATED)


class ProjectTemplatesView(ApiView):
    """The project templates of a workspace."""

    @extend_schema(responses=ProjectTemplatePage, operation_id="project_template_list")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """All of them, by name."""
        refuse_unknown(request, PAGE_PARAMS)
        workspace = workspace_for(user=request.user, slug=slug)
        rows = workspace.project_templates.all()
        return Response(whole([project_template_payload(row) for row in rows]))

    @extend_schema(
        request=ProjectTemplateInput,
        responses={201: ProjectTemplateOutput},
        operation_id="project_template_create",
    )
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Keep a project as a template."""
        right = (Action.CREATE, Resource.TEMPLATE)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        values = dict(parse(ProjectTemplateInput, request))
        project = project_for_viewing(user=request.user, project_id=values.pop("project"))
        if project.workspace_id != workspace.pk:
            raise NotFound
        template = save_project_template(actor=request.user, project=project, **values)
        return Response(project_template_payload(template), status=status.HTTP_201_CREATED)


class ProjectTemplateView(ApiView):
    """One project template."""

    @extend_schema(responses=ProjectTemplateOutput, operation_id="project_template_read")
    def get(self, request: AuthenticatedRequest, template_id: UUID) -> Response:
        """The template."""
        template = project_template_for(
            user=request.user, template_id=template_id, action=Action.READ
        )
        return Response(project_template_payload(template))

    @extend_schema(
        request=ProjectTemplateChangeInput,
        responses=ProjectTemplateOutput,
        operation_id="project_template_update",
    )
    def patch(self, request: AuthenticatedRequest, template_id: UUID) -> Response:
        """Another name or description."""
        template = project_template_for(
            user=request.user, template_id=template_id, action=Action.UPDATE
        )
        values = parse(ProjectTemplateChangeInput, request)
        template = update_project_template(actor=request.user, template=template, **values)
        return Response(project_template_payload(template))

    @extend_schema(responses={204: None}, operation_id="project_template_delete")
    def delete(self, request: AuthenticatedRequest, template_id: UUID) -> Response:
        """Forget it."""
        template = project_template_for(
            user=request.user, template_id=template_id, action=Action.DELETE
        )
        delete_project_template(actor=request.user, template=template)
        return Response(status=status.HTTP_204_NO_CONTENT)
