"""Where the large demo is, and what each of its measured addresses asks of the database."""

import json
import sys
from typing import Any

import django


def main() -> None:
    django.setup()
    from accounts.models import User, Workspace
    from tasks.models import Project

    demo = User.objects.get(email="demo@teamflow.local")
    workspace = Workspace.objects.get(name="Large", memberships__user=demo, deleted_at=None)
    project = Project.objects.filter(workspace=workspace).earliest("key")
    task = project.tasks.filter(deleted_at=None).latest("number")
    place = {
        "slug": workspace.slug,
        "project": str(project.pk),
        "key": project.key,
        "task": str(task.pk),
        "task_key": task.key,
    }
    only = tuple(sys.argv[1:]) or ("",)
    sys.stdout.write(json.dumps({**place, "asked": _asked(demo, place, only)}) + "\n")


def _asked(demo: Any, place: dict[str, str], only: tuple[str, ...]) -> dict[str, dict[str, float]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.large import addresses_of
    from bench.queries import is_frame

    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(demo, backend="django.contrib.auth.backends.ModelBackend")
    found = {}
    for name, path in addresses_of(place).items():
        if not name.startswith(only):
            continue
        for _ in range(2):  # the second time, what is cached is cached
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
        times = [float(each["time"]) for each in captured if not is_frame(each["sql"])]
        found[name] = {"queries": len(times), "slowest_ms": round(max(times, default=0) * 1000, 1)}
    return found


if __name__ == "__main__":
    main()
