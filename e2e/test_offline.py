"""TeamFlow without a network: it opens, is worked in, comes back, and keeps to its person."""

import json
import random
from typing import Any

from playwright.sync_api import Page, expect

from e2e.conftest import sign_in
from e2e.test_kanban import BEN, Kanban, ana, ben, card, database, kanban, open_board, wait_saved

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


def acts_of(chance: random.Random, who: str, weights: dict[str, int]) -> list[dict[str, Any]]:
    """What a person does, as `play` understands it; every text is told apart from all others."""
    kinds = [kind for kind, count in weights.items() for _ in range(count)]
    chance.shuffle(kinds)
    return [
        {
            "kind": kind,
            "at": chance.random(),
            "to": chance.random(),
            "text": f"{who} {number} {chance.choice(WORDS)}",
        }
        for number, kind in enumerate(kinds)
    ]


WORDS = ("мачта", "sail & oar", "<b>keel</b>", "帆", "rope", "=1+1")
PLAY = """(acts) => {
    const { store } = document.querySelector('tf-kanban')
    const now = new Date().toISOString()
    const touched = []
    for (const { kind, at, to, text } of acts) {
        const { tasks, columns } = store.state
        const ids = [...tasks.keys()]
        const task = tasks.get(ids[Math.floor(at * ids.length)])
        const { id, name, state } = columns[Math.floor(to * columns.length)]
        const column = { id, name, state }
        const tmp = `tmp-${crypto.randomUUID()}`
        const taskId = task.id
        if (kind === 'create')
            store.do({ kind: 'task.create', task: {
                ...task, id: tmp, key: '', number: 0, title: text, version: 0, column,
                status: state, checklist: [], labels: [], assignees: [], comment_count: 0,
                parent: null, created_at: now, updated_at: now, completed_at: null,
            } })
        if (kind === 'title' || kind === 'priority') {
            const value = { title: text, priority: ['low', 'high'][Math.round(to)] }[kind]
            store.do({ kind: 'task.patch', taskId, fields: { [kind]: value },
                before: { [kind]: task[kind] }, version: task.version })
        }
        if (kind === 'move')
            store.do({ kind: 'task.move', taskId, column, rank: 'zz', before: null, after: null })
        if (kind === 'comment')
            store.do({ kind: 'comment.create', comment: {
                id: tmp, task: taskId, author: store.page.me, body: text, body_html: '',
                parent: null, created_at: now, edited_at: null,
            } })
        if (kind === 'delete') store.do({ kind: 'task.delete', taskId })
        touched.push(taskId)
    }
    return touched
}"""
ROWS = """() => {
    const { store } = document.querySelector('tf-kanban')
    if (store.waiting.length > 0) throw new Error('Something still waits')
    return Object.fromEntries([...store.state.tasks.values()].map((task) => [
        task.id,
        [task.title, task.column.id, task.priority, task.version, task.comment_count ?? 0],
    ]))
}"""


# A question is open; false once nothing waits, and none has followed for half a second.
IS_ASKED = """() => new Promise((done) => {
    const { outbox } = document.querySelector('tf-kanban').store
    let quiet = 0
    const look = () => {
        if (document.querySelector('dialog.conflict[open]') !== null) return done(true)
        quiet = outbox.entries.length === 0 ? quiet + 1 : 0
        if (quiet > 20) return done(false)
        setTimeout(look, 25)
    }
    look()
})"""


def settle(page: Page) -> None:
    """Answer each question in one's own favour until nothing waits any more."""
    save = page.get_by_role("button", name="Save my choice")
    for _ in range(60):
        if not page.evaluate(IS_ASKED):
            return
        save.first.click()
    raise AssertionError("The questions never came to an end")


def test_a_hundred_edits_at_sea_meet_those_made_ashore(ana, ben, kanban, django_db_blocker):
    chance = random.Random(7)
    mine, theirs = open_board(ana, kanban), open_board(ben, kanban)
    wait_kept(mine, kanban)
    keep(mine, kanban)
    ana.set_offline(True)

    mine.keyboard.press("c")
    field = mine.get_by_role("textbox", name="Title of the new task")
    field.fill("Thought of at sea")
    field.press("Enter")
    at_sea = acts_of(
        chance,
        "Sea",
        {"create": 20, "title": 25, "priority": 14, "move": 20, "comment": 17, "delete": 3},
    )
    ashore = acts_of(
        chance, "Land", {"create": 5, "title": 12, "move": 8, "comment": 6, "delete": 1}
    )
    touched = mine.evaluate(PLAY, at_sea)
    assert len(touched) + 1 == 100
    theirs.evaluate(PLAY, ashore)
    wait_saved(theirs)
    mine.close()
    mine = open_board(ana, kanban)
    expect(mine.locator(".offline-bar")).to_contain_text("100 changes")
    expect(mine.locator(".kanban .task-card").get_by_title("Not saved yet").first).to_be_visible()
    ana.set_offline(False)

    settle(mine)
    seen = until_equal(mine, theirs)
    with database(django_db_blocker):
        assert seen == rows_in_database(kanban)
        said = words_in_database(kanban)
    kept = json.dumps(rows_of(mine, refused_name(mine)), ensure_ascii=False)
    # Titles that their own writer wrote over, or whose task they deleted, are theirs to lose.
    titles = {}
    for task, act in zip(touched, at_sea, strict=True):
        if act["kind"] == "title":
            titles[task] = act["text"]
        elif act["kind"] == "delete":
            titles.pop(task, None)
    typed = ["Thought of at sea", *titles.values()] + [
        act["text"] for act in at_sea if act["kind"] in {"create", "comment"}
    ]
    assert [text for text in typed if text not in said and text not in kept] == []


def until_equal(mine: Page, theirs: Page) -> dict[str, list[Any]]:
    """What both show, once both show the same."""
    for _ in range(100):
        seen = mine.evaluate(ROWS)
        if seen == theirs.evaluate(ROWS):
            return dict(seen)
        mine.wait_for_timeout(50)
    raise AssertionError("The two never came to show the same")


def refused_name(page: Page) -> str:
    me = page.evaluate("document.querySelector('tf-kanban').store.page.me.id")
    return f"teamflow-refused-{me}"


def rows_in_database(kanban: Kanban) -> dict[str, list[Any]]:
    from django.db.models import Count, Q

    from tasks.models import Task

    count = Count("comments", filter=Q(comments__deleted_at=None))
    tasks = Task.objects.filter(project_id=kanban.project_id, deleted_at=None)
    return {
        str(task.pk): [
            task.title,
            str(task.column_id),
            task.priority,
            task.version,
            task.said,
        ]
        for task in tasks.annotate(said=count)
    }


def words_in_database(kanban: Kanban) -> str:
    """All that was ever said in the project, the overwritten too."""
    from tasks.models import Comment
    from teamflow.common.models import Event

    events = Event.objects.filter(log=f"project:{kanban.project_id}")
    comments = Comment.objects.filter(task__project_id=kanban.project_id)
    said = [json.dumps([event.changes, event.data], ensure_ascii=False) for event in events]
    return "\n".join(said + [comment.body for comment in comments])


def test_nobody_finds_what_another_one_kept(ana, ben, site, kanban):
    page = open_board(ana, kanban)
    keep(page, kanban)
    me = page.evaluate("document.querySelector('tf-kanban').store.page.me.id")
    ana.set_offline(True)
    page.evaluate(PLAY, [{"kind": "comment", "at": 0, "to": 0, "text": "Only mine"}])
    expect(page.locator(".offline-bar")).to_contain_text("1 change")
    page.close()
    ana.clear_cookies()
    ana.set_offline(False)

    sign_in(ana, BEN)
    page = ana.new_page()
    page.goto("/")
    until(page, f"async () => ((await ({ROWS_OF})('teamflow-kept'))?.projects ?? []).length === 0")
    assert rows_of(page, "teamflow-kept")["tasks"] == []
    ana.set_offline(True)
    page.goto(kanban.path)
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_role("link", name=f"Board {kanban.key}")).to_have_count(0)
    ana.set_offline(False)
    assert len(rows_of(page, f"teamflow-outbox-{me}")["writes"]) == 1

    ana.clear_cookies()
    sign_in(ana, site.email)
    page = open_board(ana, kanban)
    wait_saved(page)
    expect(page.locator(".kanban .task-card", has_text="1").first).to_be_visible()


def test_a_new_release_is_offered_and_loses_nothing(ana, kanban):
    page = open_board(ana, kanban)
    keep(page, kanban)
    ana.set_offline(True)
    page.evaluate(PLAY, [{"kind": "title", "at": 0, "to": 0, "text": "Written before"}])
    page.route(
        "**/offline/parts",
        lambda route: route.fulfill(json={"release": "another", "parts": []}),
    )
    # The files of this tab's release are gone from the server; what was kept serves it.
    page.route("**/static/**", lambda route: route.fulfill(status=404))
    card(page, "Paint the door").click()
    page.get_by_role("textbox", name="Write a comment").fill("Half a thought")
    ana.set_offline(False)

    expect(page.locator(".release-bar")).to_be_visible(timeout=15_000)
    wait_saved(page)
    page.unroute_all(behavior="wait")
    page.get_by_role("button", name="Reload").click()

    page.wait_for_function("() => document.querySelector('tf-writer')?.value === 'Half a thought'")
    assert kanban.task("Written before").title == "Written before"


def test_a_browser_may_install_it(whole_browser, site):
    context = whole_browser.new_context(base_url=site.url)
    sign_in(context, site.email)
    page = context.new_page()
    page.goto(f"/w/{site.slug}/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    session = context.new_cdp_session(page)

    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Private windows are never offered to be installed; the tests' contexts are such.
    assert [each for each in errors if each["errorId"] != "in-incognito"] == []
