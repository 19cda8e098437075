"""Live titles of what a text points to, over the apps that have something to point to."""

from boards.services.boards import create_board
from tasks.tests.factories import make_task


def test_titles_are_given_only_to_those_who_may_see(workspace, owner, clients, project):
    board = create_board(actor=owner, workspace=workspace, title="Plan")
    task, other = make_task(project, owner), make_task(project, owner)
    path = f"/api/v1/workspaces/{workspace.slug}/references"
    query = {"tasks": f"{task.key},{other.key},UTF-8,TF-999", "boards": str(board.pk)}

    found = clients["viewer"].get(path, query).data

    assert {row["key"] for row in found["tasks"]} == {task.key, other.key}
    assert [row["title"] for row in found["boards"]] == ["Plan"]
    assert clients["outsider"].get(path, query).status_code == 404
    own = clients["outsider"].get("/api/v1/workspaces/elsewhere/references", query).data
    assert own == {"tasks": [], "boards": []}
