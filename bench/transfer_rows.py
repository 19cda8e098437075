"""Seconds to bring 50,000 issues in, once and again, and to send them out; then their workspace as
an archive, out and in again. In this process.

The yardstick is what none of them can do without: Python's own `csv` over the same file, Django's
`bulk_create` of as many bare tasks, and PostgreSQL's `COPY` of the tasks alone.
"""

import csv
import io
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

HEADS = (
    "Issue key,Issue id,Summary,Issue Type,Status,Priority,Labels,Sprint,Comment,Parent,Description"
)


def table(rows: int) -> str:
    """Issues as Jira exports them: a fifth under a parent, one comment each, two sprints."""
    lines = [HEADS]
    states = ("To Do", "In Progress", "In Review", "Done")
    for number in range(1, rows + 1):
        parent = number - number % 5 if number % 5 else ""
        words = f"Long words about issue {number}, " * 8
        lines.append(
            f"BN-{number},{number},Issue number {number},Story,{states[number % 4]},High,web,"
            f'S{number % 2},01/Mar/30 9:00 AM;u{number % 50};seen,{parent},"{words}"'
        )
    return "\n".join(lines)


def main() -> None:
    django.setup()
    from accounts.models import User
    from accounts.services.workspaces import create_workspace
    from tasks.importers.sheets import read_sheet
    from tasks.selectors.exports import csv_parts, exported_tasks
    from tasks.services.imports import Choices, run_import
    from tasks.services.projects import NewProject, create_project

    rows = int(sys.argv[1])
    text = table(rows)
    actor = User.objects.get(email="demo@teamflow.local")

    def project(key: str) -> Any:
        """In a workspace of its own, so that an archive holds it alone."""
        workspace = create_workspace(actor=actor, name=f"Transfer {key}")
        new = NewProject(name=f"Transfer {key}", key=key)
        return create_project(actor=actor, workspace=workspace, new=new)

    target, bare = project("BENCH"), project("BARE")

    def bring() -> None:
        run_import(
            actor=actor, project=target, board=read_sheet(io.BytesIO(text.encode())),
            choices=Choices(), run_id="bench", dry_run=False, progress=lambda percent: None,
        )  # fmt: skip

    found: dict[str, float] = {
        "rows": rows,
        "csv_s": seconds(lambda: list(csv.reader(io.StringIO(text)))),
        "read_s": seconds(lambda: read_sheet(io.BytesIO(text.encode()))),
        "bare_s": seconds(lambda: bare_tasks(bare, rows)),
        "import_s": seconds(bring),
        "again_s": seconds(bring),
        "export_s": seconds(
            lambda: list(csv_parts(target, exported_tasks(user=actor, project=target, query="")))
        ),
    }
    found |= archived(actor, target.workspace)
    sys.stdout.write(json.dumps(found) + "\n")


def bare_tasks(project: Any, rows: int) -> None:
    """The yardstick: as many rows by Django's own bulk insert."""
    from tasks.models import Task

    column = project.columns.earliest("rank")
    tasks = (
        Task(project=project, column=column, number=number, title="Bare", rank=f"a{number}")
        for number in range(1, rows + 1)
    )
    Task.objects.bulk_create(tasks, batch_size=500)


def archived(actor: Any, workspace: Any) -> dict[str, float]:
    """The workspace out into an archive, and in again as another one."""
    from django.db import connection

    from teamflow.portable.beside import one_moment
    from teamflow.portable.bringing_in import bring_in
    from teamflow.portable.files import KeptFiles
    from teamflow.portable.opening import open_archive
    from teamflow.portable.taking_out import write_archive

    file = io.BytesIO()

    def out() -> None:
        with one_moment():
            write_archive(workspace=workspace, to=file, tell=lambda percent: None)

    def again() -> None:
        archive = open_archive(file)
        with KeptFiles() as files:
            bring_in(actor=actor, archive=archive, files=files, tell=lambda percent: None)

    def copied() -> None:
        tasks = "COPY (SELECT * FROM tasks_task WHERE project_id IN (SELECT id FROM tasks_project"
        with connection.cursor() as cursor:
            statement = f"{tasks} WHERE workspace_id = %s)) TO STDOUT"
            with cursor.copy(statement, [workspace.pk]) as rows:
                for _row in rows:
                    pass

    return {
        "copy_s": seconds(copied),
        "archive_s": seconds(out),
        "archive_mb": round(file.tell() / 1024**2, 1),
        "restore_s": seconds(again),
    }


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    main()
