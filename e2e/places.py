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
        found["list"] = f"{kanban}list/"
        found["task-panel"] = f"{kanban}?task={key}-1"
        found["task"] = f"/w/{slug}/t/{key}-1/"
        found["import"] = f"{kanban}import/"
        found["project-settings"] = f"{kanban}settings/"
    board = page.locator('.sidebar a[href^="/b/"]').first
    if board.count():
        found["board"] = str(board.get_attribute("href"))
    return found
