"""Every page that must look right: what it is called, and where it is."""

from playwright.sync_api import Page

STRANGERS = {
    "landing": "/",
    "sign-in": "/accounts/login/",
    "sign-up": "/accounts/signup/",
    "reset": "/accounts/password/reset/",
    "invitation-gone": "/invite/not-a-token/",
    "404": "/nowhere/",
    "offline": "/offline/",
}

IN_WORKSPACE = {
    "home": "/w/{slug}/",
    "my-work": "/w/{slug}/my-work/",
    "all-tasks": "/w/{slug}/tasks/",
    "inbox": "/w/{slug}/inbox/",
    "roadmap": "/w/{slug}/roadmap/",
    "active-sprints": "/w/{slug}/sprints/",
    "workspace-reports": "/w/{slug}/reports/",
    "timesheet": "/w/{slug}/timesheet/",
    "boards": "/w/{slug}/boards/",
    "people": "/w/{slug}/members/",
    "integrations": "/w/{slug}/integrations/",
    "workspace-settings": "/w/{slug}/settings/",
    "audit": "/w/{slug}/settings/audit/",
    "search": "/w/{slug}/search/?q=board",
    "search-empty": "/w/{slug}/search/?q=zzzzz",
    "profile": "/me/",
    "security": "/me/security/",
    "history": "/me/activity/",
}

# Of a project, beside its board.
VIEWS = ("list", "table", "calendar", "timeline", "sprints", "overview", "reports", "intake")
SETTINGS = ("general", "columns", "workflow", "fields", "automations", "templates")


def places(page: Page, slug: str) -> dict[str, str]:
    """The pages of a signed-in person: the workspace's own, and those of its first project, task
    and board, found by the links of the home page."""
    found = {name: path.format(slug=slug) for name, path in IN_WORKSPACE.items()}
    page.goto(found["home"])
    project = page.locator(f'.sidebar a[href^="/w/{slug}/p/"]').first
    if project.count():
        kanban = str(project.get_attribute("href"))
        key = kanban.rstrip("/").rsplit("/", 1)[-1]
        found["kanban"] = kanban
        for view in VIEWS:
            found[view] = f"{kanban}{view}/"
        found["task-panel"] = f"{kanban}?task={key}-1"
        found["task"] = f"/w/{slug}/t/{key}-1/"
        found["import"] = f"{kanban}import/"
        for part in SETTINGS:
            found[f"settings-{part}"] = f"{kanban}settings/{part}/"
    board = page.locator('.sidebar a[href^="/b/"]').first
    if board.count():
        found["board"] = str(board.get_attribute("href"))
    return found
