"""TeamFlow without a network: it opens, is worked in, comes back, and keeps to its person."""

from typing import Any

from playwright.sync_api import Page, expect

from e2e.test_kanban import Kanban, ana, ben, card, kanban, open_board

__all__ = ["ana", "ben", "kanban"]

ROWS_OF = """async (name) => {
    const { databases } = indexedDB
    const known = (await databases.call(indexedDB)).map((each) => each.name)
    if (!known.includes(name)) return null
    return new Promise((done, failed) => {
        const opening = indexedDB.open(name)
        opening.onerror = () => failed(opening.error)
        opening.onsuccess = () => {
            const database = opening.result
            const rows = {}
            const reading = database.transaction([...database.objectStoreNames])
            for (const store of database.objectStoreNames)
                reading.objectStore(store).getAll().onsuccess = (event) => {
                    rows[store] = event.target.result
                }
            reading.oncomplete = () => { database.close(); done(rows) }
        }
    })
}"""


UNTIL = """async (argument) => {
    const holds = CONDITION
    for (let tries = 0; tries < 400; tries += 1) {
        if (await holds(argument)) return
        await new Promise((go) => setTimeout(go, 25))
    }
    throw new Error('It never came to be')
}"""


def until(page: Page, condition: str, argument: object = None) -> None:
    """Wait for what only a promise tells."""
    page.evaluate(UNTIL.replace("CONDITION", condition), argument)


def keep(page: Page, kanban: Kanban) -> None:
    """What a page does some seconds after it was opened: have itself and its sisters kept."""
    page.evaluate(
        """async (paths) => {
            const { active } = await navigator.serviceWorker.ready
            active.postMessage({ type: 'keep', pages: paths })
        }""",
        [kanban.path, f"{kanban.path}list/", f"{kanban.path}calendar/"],
    )
    until(
        page,
        """async (path) => {
            const page = await (await caches.open('teamflow-pages-1')).match(path)
            const parts = await (await caches.open('teamflow-parts-1')).match('/offline/releases')
            return page !== undefined && parts !== undefined
        }""",
        f"{kanban.path}calendar/",
    )
    wait_kept(page, kanban)


def wait_kept(page: Page, kanban: Kanban) -> None:
    """Until what the page shows as acknowledged stands in the browser's storage."""
    until(
        page,
        f"""async ([name, project]) => {{
            const rows = await ({ROWS_OF})(name)
            const seq = document.querySelector('tf-kanban, tf-task-list')?.store.seq
            return rows?.projects?.some(({{ id, seq: kept }}) => id === project && kept === seq)
        }}""",
        ["teamflow-kept", kanban.project_id],
    )


def rows_of(page: Page, database: str) -> Any:
    """Everything in one of the browser's databases; None where there is none."""
    return page.evaluate(ROWS_OF, database)


def test_what_was_opened_opens_without_a_network(ana, kanban):
    page = open_board(ana, kanban)
    keep(page, kanban)
    ana.set_offline(True)

    page.reload()
    expect(card(page, "Call the harbour")).to_be_visible()
    page.get_by_role("link", name="List", exact=True).click()
    expect(page.locator(".list-task", has_text="Order new sails")).to_be_visible()
    page.goto(f"{kanban.path}settings/")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.get_by_role("link", name=f"Board {kanban.key}").first.click()
    expect(page.locator("h1", has_text=kanban.key)).to_have_count(1)
