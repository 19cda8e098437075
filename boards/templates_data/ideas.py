"""Templates for finding ideas, and for choosing among them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.templates_data.catalogue import template
from boards.templates_data.layout import Sheet

IDEAS = "ideas"


@template(
    "brainstorm",
    name=gettext_lazy("Brainstorm"),
    category=IDEAS,
    about=gettext_lazy("Many ideas fast, then groups, then the best."),
)
def brainstorm(sheet: Sheet) -> None:
    """A question, a wall of notes, and three places to sort them into."""
    sheet.title(_("Brainstorm"), _("Quantity first. Nothing is judged until the timer rings."))
    ask = {"stroke": "transparent", "bold": True, "font_size": 26}
    sheet.shape("rounded", (0, 0, 1480, 100), _("How might we … ?"), "violet", **ask)
    sheet.panel((0, 124, 880, 640))
    sheet.words(24, 144, _("1  Everybody writes"), width=400, size=18, bold=True)
    colors = ("yellow", "pink", "blue", "green", "orange")
    for number in range(15):
        x, y = 24 + number % 5 * 168, 184 + number // 5 * 184
        sheet.note(x, y, "", colors[number % 5], size=160)
    for number in range(2):
        y = 124 + number * 328
        sheet.panel((904, y, 576, 312))
        words = (_("2  Group what belongs together"), _("3  Vote, and keep the best"))[number]
        sheet.words(928, y + 20, words, width=500, size=18, bold=True)
    for number in range(3):
        box = (928 + number * 180, 184, 168, 228)
        look = {"stroke_style": "dashed", "valign": "top", "stroke_width": 2, "font_size": 14}
        sheet.shape("rounded", box, _("Name of the group"), "transparent", **look)
        star = (956 + number * 176, 508, 120, 120)
        sheet.shape("star", star, str(number + 1), "yellow", stroke="transparent", bold=True)


@template(
    "impact-effort",
    name=gettext_lazy("Impact and effort"),
    category=IDEAS,
    about=gettext_lazy("What is worth doing first."),
)
def impact_effort(sheet: Sheet) -> None:
    """Four fields between two axes."""
    sheet.title(_("Impact and effort"), _("Place each idea against the others, not by a number."))
    fields = [
        (_("Quick wins"), "green", 0, 0),
        (_("Big projects"), "blue", 1, 0),
        (_("Fill-ins"), "yellow", 0, 1),
        (_("Leave alone"), "red", 1, 1),
    ]
    _quarters(sheet, fields)
    _axes(sheet, _("Effort"), _("Impact"))


@template(
    "eisenhower",
    name=gettext_lazy("Eisenhower matrix"),
    category=IDEAS,
    about=gettext_lazy("Urgent or important: do, plan, hand on, drop."),
)
def eisenhower(sheet: Sheet) -> None:
    """Four fields by urgency and weight."""
    sheet.title(_("Eisenhower matrix"), _("What is urgent is seldom what matters."))
    fields = [
        (_("Do now"), "red", 0, 0),
        (_("Plan"), "green", 1, 0),
        (_("Hand on"), "blue", 0, 1),
        (_("Drop"), "gray", 1, 1),
    ]
    _quarters(sheet, fields)
    for number, words in enumerate((_("Urgent"), _("Not urgent"))):
        look = {"align": "center", "bold": True, "color": "gray"}
        sheet.words(number * 524, -16, words, width=500, size=16, **look)


def _quarters(sheet: Sheet, fields: list[tuple[str, str, int, int]]) -> None:
    for heading, color, column, row in fields:
        box = (column * 524, 16 + row * 424, 500, 400)
        sheet.section(box, heading, color, notes=["", "", ""], columns=3, size=140)


def _axes(sheet: Sheet, across: str, up: str) -> None:
    sheet.line((-32, 870), (1056, 870), head="arrow", stroke="gray", stroke_width=3)
    sheet.line((-32, 870), (-32, 0), head="arrow", stroke="gray", stroke_width=3)
    sheet.words(880, 886, across, width=176, size=18, bold=True, align="end")
    sheet.words(-150, 4, up, width=106, size=18, bold=True, align="end")


@template(
    "decision-matrix",
    name=gettext_lazy("Decision matrix"),
    category=IDEAS,
    about=gettext_lazy("Options against criteria, in numbers you can argue about."),
)
def decision_matrix(sheet: Sheet) -> None:
    """A table of scores."""
    sheet.title(_("Decision matrix"), _("Agree on the criteria before anybody names an option."))
    head = [_("Criterion"), _("Weight"), _("Option A"), _("Option B"), _("Option C")]
    rows = [
        head,
        *([name, "3", "", "", ""] for name in (_("Value"), _("Cost"), _("Risk"), _("Time"))),
        [_("Sum"), "", "", "", ""],
    ]
    sheet.table(0, 0, [260, 120, 200, 200, 200], rows, row=64)
    sheet.section((0, 424, 480, 300), _("For"), "green", notes=["", ""], columns=2)
    sheet.section((500, 424, 480, 300), _("Against"), "red", notes=["", ""], columns=2)
    look = {"stroke": "transparent", "bold": True, "font_size": 20}
    sheet.shape("rounded", (0, 744, 980, 84), _("We decide: "), "violet", **look)


@template(
    "pros-cons",
    name=gettext_lazy("Pros and cons"),
    category=IDEAS,
    about=gettext_lazy("One question, two sides."),
)
def pros_cons(sheet: Sheet) -> None:
    """Two columns under a question."""
    sheet.title(_("Pros and cons"), _("Both sides are written by everybody."))
    ask = {"stroke": "transparent", "bold": True, "font_size": 24}
    sheet.shape("rounded", (0, 0, 1016, 88), _("Should we … ?"), "violet", **ask)
    for number, (heading, color) in enumerate(((_("Pros"), "green"), (_("Cons"), "red"))):
        box = (number * 520, 112, 496, 680)
        sheet.section(box, heading, color, notes=[""] * 6, columns=2, size=212 - 50)


@template(
    "five-whys",
    name=gettext_lazy("Five whys"),
    category=IDEAS,
    about=gettext_lazy("From what happened down to its cause."),
)
def five_whys(sheet: Sheet) -> None:
    """A stair of questions."""
    sheet.title(_("Five whys"), _("Ask of the answer, not of a person."))
    look = {"stroke": "transparent", "bold": True, "font_size": 20}
    last = sheet.shape("rounded", (0, 0, 360, 96), _("What happened?"), "red", **look)
    colors = ("orange", "yellow", "green", "teal", "blue")
    for number, color in enumerate(colors):
        box = (120 + number * 120, 150 + number * 130, 420, 90)
        words = _("Why %(number)s: because …") % {"number": number + 1}
        step = sheet.shape("rounded", box, words, color, stroke="transparent")
        sheet.join(last, step, sides=("bottom", "left"), stroke="gray")
        last = step
    box = (1120, 640, 360, 160)
    end = sheet.shape(
        "rounded", box, _("What we change so that it cannot return"), "violet", **look
    )
    sheet.join(last, end, stroke="gray")
