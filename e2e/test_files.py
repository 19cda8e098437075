"""Files of a task: brought together, cut and brought again, looked at over the page."""

import io

from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page, Route, expect

from e2e.test_kanban import Kanban, ana, ben, card, kanban, open_board
from e2e.test_look import serious, settle
from e2e.test_writing import picture

__all__ = ["ana", "ben", "kanban"]

SOON = 15_000
LARGE = b"A line of words.\n" * 160_000
# A moving picture of the browser's own, a file that is too large, and how a hand drops both.
DROP = """async panel => {
  const canvas = document.createElement('canvas')
  canvas.width = 64; canvas.height = 48
  const brush = canvas.getContext('2d')
  const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm' })
  const pieces = []
  recorder.ondataavailable = ({ data }) => { if (data.size) { pieces.push(data); recorder.stop() } }
  const ended = new Promise(resolve => { recorder.onstop = resolve })
  recorder.start(100)
  const painting = setInterval(() => {
    brush.fillStyle = `hsl(${performance.now() % 360} 80% 50%)`; brush.fillRect(0, 0, 64, 48)
  }, 20)
  await ended
  clearInterval(painting)
  const data = new DataTransfer()
  data.items.add(new File(pieces, 'sails.webm', { type: 'video/webm' }))
  data.items.add(new File([new Uint8Array(11 * 1024 * 1024)], 'huge.bin'))
  for (const name of ['dragover', 'drop'])
    panel.dispatchEvent(
      new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }))
}"""
PASTE = """bytes => {
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([new Uint8Array(bytes)], 'red.png', { type: 'image/png' }))
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
}"""


def document() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "PDF")
    return out.getvalue()


def choose(page: Page, *files: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Add file").click()
    chooser.value.set_files(list(files))


def test_a_cut_file_goes_on_where_it_was(
    ana: BrowserContext, ben: BrowserContext, kanban: Kanban
) -> None:
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    theirs = open_board(ben, kanban, f"?task={kanban.key}-1")
    cut: list[str] = []

    def line(route: Route) -> None:
        # The third piece that goes out meets a dead line, once.
        cut.append(route.request.url)
        if len(cut) == 3:
            route.abort()
        else:
            route.continue_()

    page.route("**/uploads/*", line)
    choose(page, {"name": "long.txt", "mimeType": "text/plain", "buffer": LARGE})
    row = page.locator(".attachment", has_text="long.txt")
    expect(row).to_contain_text("Kept here", timeout=SOON)
    bar = row.get_by_role("progressbar", name="Bringing long.txt")
    assert 0.7 < float(bar.evaluate("bar => bar.value")) < 0.8
    row.get_by_role("button", name="Try long.txt again").click()
    expect(theirs.get_by_role("link", name="long.txt", exact=True)).to_be_visible(timeout=SOON)
    assert (len(cut), len({url.partition("?")[0] for url in cut})) == (4, 4)


def test_many_files_come_at_once_and_are_looked_at(ana: BrowserContext, kanban: Kanban) -> None:
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("button", name="Add file")).to_be_visible()

    panel.locator(".panel-title").evaluate(DROP)
    page.evaluate(PASTE, list(picture()))
    choose(
        page,
        {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": document()},
        {"name": "sums.csv", "mimeType": "text/csv", "buffer": b"what,how many\nsails,3\n"},
        {"name": "run.exe", "mimeType": "text/plain", "buffer": b"MZ\x90\x00\x03\x00"},
    )
    refused = page.locator(".toast-text")
    expect(refused.filter(has_text="huge.bin was not added. A file has at most 10")).to_be_visible()
    expect(refused.filter(has_text="run.exe was not added. Files of this kind")).to_be_visible()
    expect(page.locator("img.attachment-face")).to_have_count(2, timeout=SOON)
    page.get_by_role("link", name="red.png", exact=True).click()
    box = page.get_by_role("dialog", name="red.png")
    expect(box.get_by_role("img", name="red.png")).to_have_js_property("naturalWidth", 8)
    settle(page)
    assert serious(page) == []
    seen = set()
    for _step in range(3):
        page.keyboard.press("ArrowRight")
        name = page.locator("#lightbox-title").inner_text()
        seen.add(name)
        if name == "sums.csv":
            expect(page.get_by_role("columnheader", name="how many")).to_be_visible()
        elif name == "plan.pdf":
            first = page.get_by_role("img", name="First page of plan.pdf")
            expect(first).to_have_js_property("naturalHeight", 1600)
        elif name == "sails.webm":
            expect(page.locator("video")).to_have_js_property("videoWidth", 64, timeout=SOON)
    assert seen == {"plan.pdf", "sums.csv", "sails.webm"}
    page.keyboard.press("Escape")
    expect(page.locator(".lightbox")).to_have_count(0)
    expect(page.get_by_role("link", name="red.png", exact=True)).to_be_focused()


def test_a_closed_tab_goes_on_in_the_next_one(ana: BrowserContext, kanban: Kanban) -> None:
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    page.route("**/uploads/*", lambda route: route.abort())
    choose(page, {"name": "kept.txt", "mimeType": "text/plain", "buffer": b"Words"})
    expect(page.locator(".attachment", has_text="kept.txt")).to_contain_text("Kept here")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("t")
    form = page.get_by_role("dialog", name="New task")
    form.get_by_label("Title").fill("Mend the mast")
    form.get_by_role("textbox", name="Description").click()
    with page.expect_file_chooser() as chooser:
        form.get_by_role("button", name="Image or file").click()
    chooser.value.set_files({"name": "red.png", "mimeType": "image/png", "buffer": picture()})
    expect(form.locator("img.md-image")).to_be_visible(timeout=SOON)
    with page.expect_request("**/uploads/*"):
        form.locator(".cm-content").press("Control+Enter")
    page.close()

    again = open_board(ana, kanban, f"?task={kanban.key}-1")

    expect(again.get_by_role("link", name="kept.txt", exact=True)).to_be_visible(timeout=SOON)
    again.keyboard.press("Escape")
    card(again, "Mend the mast").click()
    prose = again.locator(".description-prose")
    expect(prose.locator("img")).to_have_js_property("naturalWidth", 8, timeout=SOON)
