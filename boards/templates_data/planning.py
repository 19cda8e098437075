"""Templates for planning work."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.templates_data.catalogue import template
from boards.templates_data.layout import GAP, PAD, Sheet

PLANNING = "planning"


@template(
    "kanban",
    name=gettext_lazy("Kanban"),
    category=PLANNING,
    about=gettext_lazy("Notes that move from left to right."),
)
def kanban(sheet: Sheet) -> None:
    """Four columns, the second and third with a limit."""
    sheet.title(_("Kanban"), _("Pull from the right: finish before you begin something new."))
    columns = [
        (_("To do"), "gray", "", 4),
        (_("In progress"), "blue", _("At most 3"), 2),
        (_("Review"), "violet", _("At most 2"), 1),
        (_("Done"), "green", "", 2),
    ]
    for number, (heading, color, limit, count) in enumerate(columns):
        box = (number * 284, 0, 260, 860)
        fill = "yellow" if color == "gray" else color
        sheet.section(box, heading, color, hint=limit)
        sheet.notes(box[0] + PAD, 116, [""] * count, fill, columns=1, size=170)


@template(
    "sprint-planning",
    name=gettext_lazy("Sprint planning"),
    category=PLANNING,
    about=gettext_lazy("Goal, capacity, what goes in, and what could go wrong."),
)
def sprint_planning(sheet: Sheet) -> None:
    """Goal above, backlog to sprint below, with capacity and risks beside."""
    sheet.title(_("Sprint planning"), _("Agree on the goal first; then fill the sprint up to it."))
    goal = {"align": "start", "font_size": 22, "bold": True}
    sheet.shape(
        "rounded", (0, 0, 1480, 96), _("Our goal: "), "violet", stroke="transparent", **goal
    )
    sheet.section(
        (0, 120, 540, 640),
        _("Candidates"),
        "yellow",
        hint=_("Most valuable on top."),
        notes=[""] * 9,
        columns=3,
    )
    sheet.section(
        (564, 120, 540, 640),
        _("In this sprint"),
        "green",
        hint=_("Small enough to finish?"),
        notes=[""] * 6,
        columns=3,
    )
    sheet.panel((1128, 120, 352, 308))
    sheet.pill(1152, 144, _("Capacity"), "blue", width=304)
    rows = [[_("Who"), _("Days")], [_("Name"), "8"], [_("Name"), "6"], [_("Name"), "10"]]
    sheet.table(1152, 204, [200, 104], rows, row=46)
    sheet.section((1128, 452, 352, 308), _("Risks"), "red", hint=_("What could stop us?"))
    sheet.notes(1152, 556, ["", ""], "red", columns=2, size=144)


@template(
    "story-map",
    name=gettext_lazy("User story map"),
    category=PLANNING,
    about=gettext_lazy("What people do, step by step, cut into releases."),
)
def story_map(sheet: Sheet) -> None:
    """Activities, steps, and stories in the slices of releases."""
    sheet.title(
        _("User story map"),
        _("Left to right as it happens, top to bottom as it matters."),
        width=1300,
    )
    activities = [_("Find"), _("Choose"), _("Order"), _("Receive")]
    for number, activity in enumerate(activities):
        x = 160 + number * 340
        look = {"stroke": "transparent", "bold": True, "font_size": 20}
        sheet.shape("rounded", (x, 0, 316, 64), activity, "violet", **look)
        for step in range(2):
            sheet.note(x + step * 162, 84, _("Step"), "blue", size=154)
    slices = [(_("First release"), 3), (_("Second"), 2), (_("Later"), 1)]
    y = 262
    for number, (name, filled) in enumerate(slices):
        sheet.line((0, y), (1500, y), stroke="gray", stroke_style="dashed")
        sheet.words(0, y + 16, name, width=150, size=18, bold=True)
        for column in range(8):
            if column % 3 < filled:
                x = 160 + column // 2 * 340 + column % 2 * 162
                sheet.note(x, y + 16, "", ("yellow", "orange", "gray")[number], size=154)
        y += 190


@template(
    "roadmap",
    name=gettext_lazy("Roadmap"),
    category=PLANNING,
    about=gettext_lazy("Quarters across, themes down."),
)
def roadmap(sheet: Sheet) -> None:
    """Lanes with bars."""
    sheet.title(_("Roadmap"), _("The nearer, the surer: keep the right-hand side loose."))
    for number in range(4):
        sheet.pill(
            200 + number * 320, 0, _("Q%(number)s") % {"number": number + 1}, "gray", width=304
        )
    lanes = [
        (_("Product"), "blue", [(0, 1.4), (1.6, 1.2), (3.0, 0.9)]),
        (_("Growth"), "green", [(0.3, 1.0), (1.5, 1.9)]),
        (_("Platform"), "violet", [(0, 0.8), (1.0, 1.6), (2.8, 1.1)]),
        (_("People"), "orange", [(0.6, 1.2), (2.2, 1.0)]),
    ]
    for row, (name, color, bars) in enumerate(lanes):
        y = 68 + row * 148
        sheet.panel((0, y, 1464, 132))
        sheet.words(24, y + 52, name, width=160, size=20, bold=True)
        for at, long in bars:
            box = (200 + at * 320, y + 32, long * 320 - 16, 68)
            look = {"stroke": "transparent", "radius": 12}
            sheet.shape("rounded", box, _("What will be there?"), color, **look)


@template(
    "okrs",
    name=gettext_lazy("OKRs"),
    category=PLANNING,
    about=gettext_lazy("Objectives, and the numbers that show they were reached."),
)
def okrs(sheet: Sheet) -> None:
    """Three objectives with three key results each."""
    sheet.title(_("OKRs"), _("An objective inspires; a key result can be counted."))
    for number, color in enumerate(("violet", "blue", "teal")):
        y = number * 248
        sheet.panel((0, y, 1440, 228))
        look = {"stroke": "transparent", "bold": True, "font_size": 20}
        words = _("Objective %(number)s:\nwhat do we want to be true?") % {"number": number + 1}
        start = sheet.shape("rounded", (24, y + 24, 320, 180), words, color, **look)
        for result in range(3):
            row = y + 24 + result * 62
            box = (440, row, 760, 54)
            hint = _("Key result: from what number to what?")
            end = sheet.shape("rounded", box, hint, "paper", align="start", radius=10)
            sheet.shape("rounded", (1216, row, 200, 54), _("0 %"), color, radius=10)
            sheet.join(start, end, stroke="gray", end_head="none")


@template(
    "timeline",
    name=gettext_lazy("Timeline"),
    category=PLANNING,
    about=gettext_lazy("What happens when, above and below one line."),
)
def timeline(sheet: Sheet) -> None:
    """A line with events."""
    sheet.title(_("Timeline"), _("Dates on the line, what happens beside them."))
    sheet.line((0, 300), (1480, 300), head="arrow", stroke="ink", stroke_width=4)
    colors = ("violet", "blue", "teal", "green", "orange", "pink")
    for number, color in enumerate(colors):
        x = 60 + number * 230
        is_above = number % 2 == 0
        dot = sheet.shape(
            "ellipse", (x + 63, 286, 28, 28), "", color, stroke="paper", stroke_width=3
        )
        note = sheet.note(x, 40 if is_above else 400, _("What?"), color, size=154)
        sides = ("bottom", "top") if is_above else ("top", "bottom")
        sheet.join(note, dot, sides=sides, route="straight", stroke="gray", end_head="none")
        label = {"align": "center", "bold": True}
        sheet.words(x, 326 if is_above else 254, _("Date"), width=154, size=16, **label)


@template(
    "team-week",
    name=gettext_lazy("Week plan"),
    category=PLANNING,
    about=gettext_lazy("Five days, and what does not fit into them."),
)
def team_week(sheet: Sheet) -> None:
    """A column for each day."""
    sheet.title(_("Week plan"), _("Three notes a day are enough. The rest waits below."))
    days = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday")]
    colors = ("blue", "teal", "green", "orange", "pink")
    for number, (day, color) in enumerate(zip(days, colors, strict=True)):
        box = (number * 236, 0, 220, 620)
        sheet.section(box, day, color, notes=[""] * 3, columns=1, size=152)
    box = (0, 640, 4 * 236 + 220, 250)
    sheet.section(box, _("Later"), "gray", notes=[""] * 6, columns=7, size=150 - GAP)
