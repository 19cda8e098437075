"""What the OpenAPI schema says of every operation: how it fails."""

from typing import Any

_TEXT = {"type": "string"}
_DETAIL = {
    "type": "object",
    "required": ["field", "message"],
    "properties": {"field": _TEXT, "message": _TEXT},
}
_CODES = [
    "VALIDATION_ERROR",
    "UNAUTHORIZED",
    "MFA_REQUIRED",
    "FORBIDDEN",
    "NOT_FOUND",
    "METHOD_NOT_ALLOWED",
    "CONFLICT",
    "GONE",
    "PAYLOAD_TOO_LARGE",
    "UNSUPPORTED_MEDIA_TYPE",
    "RATE_LIMIT_EXCEEDED",
    "BUDGET_EXCEEDED",
    "INTERNAL_ERROR",
    "UNAVAILABLE",
]
ERROR = {
    "type": "object",
    "description": "The one envelope of every failing answer.",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "details", "request_id"],
            "properties": {
                "code": {"type": "string", "enum": _CODES},
                "message": _TEXT,
                "details": {"type": "array", "items": _DETAIL},
                "request_id": _TEXT,
                "current": {"description": "What stands now; on a conflict."},
                "conflicts": {"type": "array", "items": _TEXT},
            },
        }
    },
}
_METHODS = {"get", "post", "put", "patch", "delete"}


def tell_of_errors(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Give every operation its failing answer; a drf-spectacular hook."""
    result.setdefault("components", {}).setdefault("schemas", {})["Error"] = ERROR
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    failing = {"description": "Refused, or failed.", "content": content}
    for operations in result["paths"].values():
        for method, operation in operations.items():
            if method in _METHODS:
                operation["responses"].setdefault("default", failing)
    return result
