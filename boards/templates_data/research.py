"""Templates for understanding people, and for drawing what they will see."""

from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.templates_data.catalogue import template
from boards.templates_data.layout import PAD, Sheet

RESEARCH = "research"


@template(
    "user-journey",
    name=gettext_lazy("User journey"),
    category=RESEARCH,
    about=gettext_lazy("What somebody does, thinks and feels, step by step."),
)
def user_journey(sheet: Sheet) -> None:
    """Steps across; doing, thinking, feeling and ideas down."""
    sheet.title(_("User journey"), _("One person, one goal, from the first thought to the end."))
    steps = [_("Notice"), _("Compare"), _("Begin"), _("Use"), _("Recommend")]
    for number, step in enumerate(steps):
        box = (160 + number * 244, 0, 236, 64)
        look = {"stroke": "transparent", "bold": True, "font_size": 18}
        sheet.shape("arrow", box, step, "violet", **look)
    rows = [
        (_("Does"), "blue", 80),
        (_("Thinks"), "yellow", 270),
        (_("Could be better"), "green", 700),
    ]
    for name, color, y in rows:
        sheet.panel((0, y, 1380, 174))
        sheet.words(PAD, y + 74, name, width=120, size=18, bold=True)
        for number in range(5):
            sheet.note(160 + number * 244, y + 12, "", color, size=150)
    sheet.panel((0, 460, 1380, 224))
    sheet.words(PAD, 558, _("Feels"), width=120, size=18, bold=True)
    _mood(sheet)


def _mood(sheet: Sheet) -> None:
    moods = [("🤔", 560), ("😕", 600), ("😣", 630), ("🙂", 530), ("😍", 476)]
    spots = [
        sheet.add("emoji", (212 + number * 244, y, 48, 48), emoji=emoji)
        for number, (emoji, y) in enumerate(moods)
    ]
    for start, end in pairwise(spots):
        sheet.join(start, end, route="curved", stroke="violet", stroke_width=3, end_head="none")


@template(
    "empathy-map",
    name=gettext_lazy("Empathy map"),
    category=RESEARCH,
    about=gettext_lazy("What somebody says, thinks, does and feels."),
)
def empathy_map(sheet: Sheet) -> None:
    """Four fields around a face."""
    sheet.title(_("Empathy map"), _("Only what you saw or heard; guesses get a question mark."))
    fields = [
        (_("Says"), "yellow"),
        (_("Thinks"), "blue"),
        (_("Does"), "green"),
        (_("Feels"), "pink"),
    ]
    for number, (heading, color) in enumerate(fields):
        box = (number % 2 * 524, number // 2 * 344, 500, 320)
        sheet.panel(box)
        is_right = number % 2 == 1
        sheet.pill(box[0] + (PAD if not is_right else 296), box[1] + PAD, heading, color, width=180)
        start = box[0] + (136 if is_right else PAD)
        y = box[1] + (84 if number < 2 else 130)
        sheet.notes(start, y if number < 2 else box[1] + 150, ["", ""], color, columns=2, size=146)
    face = (432, 252, 160, 160)
    sheet.shape("ellipse", face, _("Who?"), "violet", bold=True, font_size=22, stroke="paper")
    sheet.section((0, 688, 500, 290), _("Pains"), "red", notes=["", "", ""], columns=3, size=140)
    sheet.section((524, 688, 500, 290), _("Gains"), "teal", notes=["", "", ""], columns=3, size=140)


@template(
    "persona",
    name=gettext_lazy("Persona"),
    category=RESEARCH,
    about=gettext_lazy("One typical customer, drawn from what you learnt."),
)
def persona(sheet: Sheet) -> None:
    """A face, a sentence, goals, troubles, habits."""
    sheet.title(_("Persona"), _("Made of what people told you, not of what you wish."))
    sheet.panel((0, 0, 380, 700))
    sheet.shape("ellipse", (90, 40, 200, 200), "🙂", "violet", stroke="transparent", font_size=90)
    name = {"align": "center", "bold": True}
    sheet.words(30, 264, _("Name"), width=320, size=28, **name)
    rows = [[_("Age"), ""], [_("Work"), ""], [_("Lives in"), ""], [_("Uses"), ""]]
    sheet.table(40, 330, [110, 190], rows, row=44)
    quote = {"stroke": "transparent", "italic": True, "font_size": 18}
    sheet.shape(
        "rounded", (30, 536, 320, 134), _("“One sentence that they would say”"), "gray", **quote
    )
    parts = [
        (_("Wants"), "green", _("What are they after?")),
        (_("Troubles"), "red", _("What is in the way?")),
        (_("Habits"), "blue", _("How does a day look?")),
        (_("We can help by"), "violet", _("What would change the day?")),
    ]
    for number, (heading, color, hint) in enumerate(parts):
        box = (404 + number % 2 * 474, number // 2 * 356, 450, 344)
        sheet.section(box, heading, color, hint=hint, notes=["", ""], columns=2, size=190)


@template(
    "wireframe",
    name=gettext_lazy("Wireframe"),
    category=RESEARCH,
    about=gettext_lazy("A page for the desk and the same for the phone."),
)
def wireframe(sheet: Sheet) -> None:
    """Two frames with the usual parts."""
    sheet.title(
        _("Wireframe"),
        _("Copy, move, resize. Frames can be presented one after another."),
        top=-130,
    )
    sheet.add("frame", (0, 20, 960, 640), _("Desktop"), style={"fill": "paper"})
    bar = {"stroke": "transparent", "fill": "gray"}
    sheet.add("rectangle", (0, 20, 960, 56), style=bar)
    sheet.words(24, 36, _("Logo"), width=120, size=18, bold=True, color="#23262f")
    sheet.shape("rounded", (820, 30, 116, 36), _("Sign in"), "blue", stroke="transparent", radius=8)
    _block(sheet, 24, 100, 200, [_("Home"), _("Projects"), _("Reports"), _("Settings")])
    sheet.words(260, 100, _("What is this page for?"), width=560, size=30, bold=True)
    sheet.words(260, 150, _("One sentence that says it."), width=560, size=16, color="gray")
    for number in range(3):
        x = 260 + number * 228
        _picture(sheet, (x, 200, 212, 140))
        sheet.words(x, 352, _("Heading"), width=200, size=18, bold=True)
        sheet.add("rectangle", (x, 386, 190, 10), style=bar)
        sheet.add("rectangle", (x, 406, 150, 10), style=bar)
    sheet.shape("rounded", (260, 460, 440, 48), _("Search …"), "paper", align="start", radius=8)
    sheet.shape(
        "rounded", (716, 460, 180, 48), _("Main button"), "blue", stroke="transparent", radius=8
    )
    sheet.add("frame", (1020, 20, 320, 640), _("Phone"), style={"fill": "paper"})
    sheet.add("rectangle", (1020, 20, 320, 56), style=bar)
    sheet.words(1044, 36, _("Logo"), width=120, size=18, bold=True, color="#23262f")
    _picture(sheet, (1044, 100, 272, 170))
    sheet.words(1044, 290, _("Heading"), width=260, size=24, bold=True)
    for number in range(3):
        sheet.add("rectangle", (1044, 340 + number * 24, 272 - number * 40, 10), style=bar)
    wide = {"stroke": "transparent", "radius": 10}
    sheet.shape("rounded", (1044, 440, 272, 52), _("Main button"), "blue", **wide)
    sheet.shape("rounded", (1044, 506, 272, 52), _("Second"), "paper", radius=10)


def _block(sheet: Sheet, x: float, y: float, width: float, items: list[str]) -> None:
    for number, item in enumerate(items):
        fill = "violet" if number == 0 else "paper"
        box = (x, y + number * 60, width, 48)
        sheet.shape("rounded", box, item, fill, align="start", radius=8)


def _picture(sheet: Sheet, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    sheet.add("rectangle", box, style={"fill": "gray", "stroke": "transparent"})
    look: dict[str, Any] = {"stroke": "#ffffff", "stroke_width": 2}
    for start, end in (((x, y), (x + width, y + height)), ((x, y + height), (x + width, y))):
        sheet.line(start, end, **look)
