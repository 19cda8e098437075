"""How many queries each of the measured requests asks, counted in this process."""

import json
import sys
from typing import Any

import django


def main(places: dict[str, Any]) -> None:
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from bench.api import requests_of

    client = Client(headers={"Host": "127.0.0.1"})
    demo = User.objects.get(email="demo@teamflow.local")
    client.force_login(demo, backend="django.contrib.auth.backends.ModelBackend")
    counts: dict[str, dict[str, int]] = {}
    for size, place in places.items():
        counts[size] = {}
        for name, (method, path, body) in requests_of(place).items():
            for _ in range(2):  # the second time, what is cached is cached
                with CaptureQueriesContext(connection) as asked:
                    client.generic(method, f"/api/v1/{path}", body, content_type="application/json")
            counts[size][name] = sum(not is_frame(one["sql"]) for one in asked.captured_queries)
    sys.stdout.write(json.dumps(counts) + "\n")


def is_frame(sql: str) -> bool:
    """Savepoints and the like are no questions."""
    return sql.split(" ", 1)[0] in {"SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK"}


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
