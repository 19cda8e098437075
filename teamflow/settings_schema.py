"""How the OpenAPI schema is written; the settings take it over."""

from typing import Any

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "TeamFlow",
    "DESCRIPTION": "Tasks, boards and AI of one team.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "State": "tasks.models.State",
        "ConnectionStatus": "integrations.models.Connection.Status",
        "ItemLevel": "tasks.models.ItemLevel",
        "JobStatus": "teamflow.common.models.Job.Status",
        "LinkKind": "tasks.models.LinkKind",
        "NotificationKind": "tasks.models.NotificationKind",
        "NoticeLevel": ["default", "all", "mine", "muted"],
        "FieldKind": "tasks.models.FieldKind",
        "RecurrenceMode": "tasks.models.Recurrence.Mode",
        "ReportKind": "tasks.reports.asked.Kind",
        "Role": "accounts.models.Role",
        "SprintStatus": "tasks.models.SprintStatus",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "teamflow.common.schema.tell_of_errors",
    ],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}
