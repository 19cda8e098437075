"""The schema is true: whatever it allows, no answer is a 500, and none is outside it."""

import random
from collections import Counter
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.services.sign_ins import start_api_sign_in
from teamflow.tests.test_every_url_is_guarded import ids  # noqa: F401

EXAMPLES = 3
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# Taking these apart would sign the fuzzer out or delete the ground it stands on.
LEFT_OUT = ("/auth/", "/api/schema")


@pytest.fixture
def token(owner):
    return start_api_sign_in(actor=owner).access


@pytest.fixture
def schema(db):
    # The requests run on the test's own connection, which the end of a request would close.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/schema?format=json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _put_known_ids(case: Any, known: dict[str, Any], chance: random.Random) -> None:
    """Mostly ask for what exists, or every answer would be 404."""
    for name in case.path_parameters or {}:
        if name in known and chance.random() < 0.9:
            case.path_parameters[name] = str(known[name])


def test_answers_what_it_promises(schema, token, ids, settings):  # noqa: F811
    settings.BENCH = True
    failures: list[str] = []
    met: Counter[int] = Counter()
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        if not any(part in operation.path for part in LEFT_OUT):
            failures += _failures_of(operation, token, ids, met)

    assert not failures, "\n\n".join(failures)
    # Otherwise all would have been refused at the door, and nothing proven.
    assert met[200] + met[201] + met[202] + met[204] > len(operations)


def _failures_of(operation: Any, token: str, known: dict[str, Any], met: Counter[int]) -> list[str]:
    chance = random.Random(operation.label)
    failures: dict[str, str] = {}

    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def check(case: Any) -> None:
        _put_known_ids(case, known, chance)
        try:
            # The client here reads bytes as they come, and unpacks none.
            plain = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
            response = case.call(headers=plain)
            met[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)
        except BaseExceptionGroup as group:
            for error in group.exceptions:
                failures[f"{operation.label}: {type(error).__name__}"] = str(error)[:400]

    check()
    return [f"{label}\n{text}" for label, text in failures.items()]
