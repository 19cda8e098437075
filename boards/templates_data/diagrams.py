"""Templates for diagrams."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.elements import Element
from boards.templates_data.catalogue import template
from boards.templates_data.layout import Sheet
from teamflow.common.ranks import ranks_between

DIAGRAMS = "diagrams"


@template(
    "mind-map",
    name=gettext_lazy("Mind map"),
    category=DIAGRAMS,
    about=gettext_lazy("A thought in the middle, and what grows from it."),
)
def mind_map(sheet: Sheet) -> None:
    """Four branches with two twigs each."""
    root = _node(sheet, None, (0, 0, 220, 72), _("What is it about?"), "violet", "V")
    branches = [
        (_("Why"), "yellow", [_("Goal"), _("Reason")]),
        (_("Who"), "blue", [_("Team"), _("Customers")]),
        (_("How"), "green", [_("First step"), _("Tools")]),
        (_("When"), "orange", [_("Begin"), _("Finish")]),
        (_("Risks"), "red", [_("Likely"), _("Costly")]),
    ]
    ranks = ranks_between(None, None, len(branches))
    for number, (words, color, twigs) in enumerate(branches):
        y = (number - 2) * 140
        branch = _node(sheet, root, (320, y + 10, 160, 52), words, color, ranks[number])
        places = ranks_between(None, None, len(twigs))
        for each, twig in enumerate(twigs):
            box = (570, y - 22 + each * 68, 160, 48)
            _node(sheet, branch, box, twig, color, places[each])


def _node(
    sheet: Sheet,
    parent: str | None,
    box: tuple[float, float, float, float],
    text: str,
    color: str,
    order: str,
) -> str:
    content: Element = {"order": order}
    if parent is not None:
        content["parent"] = parent
    return sheet.add("mindmap", box, text, style={"fill": color}, **content)


@template(
    "flowchart",
    name=gettext_lazy("Flowchart"),
    category=DIAGRAMS,
    about=gettext_lazy("Steps, decisions and the ways between them."),
)
def flowchart(sheet: Sheet) -> None:
    """Start, step, decision, two ways, end."""
    sheet.title(_("Flowchart"), _("Drag from the edge of a shape to make the next one."))
    look = {"stroke": "transparent"}
    start = sheet.shape(
        "rounded", (0, 90, 180, 72), _("Start"), "green", radius=36, bold=True, **look
    )
    step = sheet.shape("rounded", (260, 80, 200, 92), _("What happens first?"), "blue", **look)
    ask = sheet.shape("diamond", (540, 36, 240, 180), _("Is it good?"), "yellow", **look)
    yes = sheet.shape("rounded", (900, 80, 200, 92), _("Go on"), "blue", **look)
    store = sheet.shape("cylinder", (1180, 66, 160, 120), _("Keep it"), "violet", **look)
    no = sheet.shape("rounded", (560, 330, 200, 92), _("Put it right"), "orange", **look)
    end = sheet.shape(
        "rounded", (1170, 330, 180, 72), _("End"), "red", radius=36, bold=True, **look
    )
    for one, other in ((start, step), (step, ask), (yes, store)):
        sheet.join(one, other)
    sheet.join(ask, yes, text=_("Yes"))
    sheet.join(ask, no, sides=("bottom", "top"), text=_("No"))
    sheet.join(no, step, sides=("left", "bottom"))
    sheet.join(store, end, sides=("bottom", "top"))


@template(
    "org-chart",
    name=gettext_lazy("Organisation chart"),
    category=DIAGRAMS,
    about=gettext_lazy("Who works with whom."),
)
def org_chart(sheet: Sheet) -> None:
    """A head, three teams, and their people."""
    look = {"stroke": "transparent", "radius": 14}
    sheet.title(_("Organisation chart"), _("Name over role; colours are teams."))
    head = sheet.shape("rounded", (540, 0, 240, 96), _("Name\nLead"), "violet", bold=True, **look)
    teams = [(_("Product"), "blue", 2), (_("Engineering"), "green", 3), (_("Sales"), "orange", 2)]
    x = 0.0
    for team, color, people in teams:
        width = people * 190 - 20
        words = _("Name\n%(team)s") % {"team": team}
        box = (x + width / 2 - 105, 180, 210, 88)
        lead = sheet.shape("rounded", box, words, color, bold=True, **look)
        sheet.join(head, lead, sides=("bottom", "top"), stroke="gray", end_head="none")
        for number in range(people):
            place = (x + number * 190, 350, 170, 80)
            person = sheet.shape("rounded", place, _("Name\nRole"), "paper", radius=14)
            sheet.join(lead, person, sides=("bottom", "top"), stroke="gray", end_head="none")
        x += width + 50


@template(
    "fishbone",
    name=gettext_lazy("Fishbone"),
    category=DIAGRAMS,
    about=gettext_lazy("Causes of a problem, by kind."),
)
def fishbone(sheet: Sheet) -> None:
    """A spine with six bones."""
    sheet.title(_("Fishbone"), _("Write causes on the bones; ask why of each."))
    sheet.line((0, 330), (1160, 330), head="arrow", stroke="ink", stroke_width=5)
    look = {"stroke": "transparent", "bold": True, "font_size": 20}
    sheet.shape("rounded", (1170, 260, 260, 140), _("What is the problem?"), "red", **look)
    above = [(_("People"), "blue"), (_("Methods"), "green"), (_("Tools"), "orange")]
    below = [(_("Material"), "violet"), (_("Measures"), "teal"), (_("Surroundings"), "pink")]
    for number in range(3):
        x = 40 + number * 370
        for (name, color), top, is_above in ((above[number], 0, True), (below[number], 616, False)):
            sheet.pill(x, top, name, color, width=200)
            bone = (x + 100, 44.0) if is_above else (x + 100, 616.0)
            sheet.line(bone, (x + 260, 330), stroke="gray", stroke_width=3)
            for each in range(2):
                y = 80 + each * 100 if is_above else 420 + each * 96
                shift = each * 56 if is_above else 56 - each * 56
                box = (x + 150 + shift + 10, y, 150, 60)
                words = {"font_size": 14, "radius": 8}
                sheet.shape("rounded", box, _("Cause"), color, stroke="transparent", **words)


@template(
    "venn",
    name=gettext_lazy("Venn diagram"),
    category=DIAGRAMS,
    about=gettext_lazy("What two or three things have in common."),
)
def venn(sheet: Sheet) -> None:
    """Three circles that overlap."""
    sheet.title(_("Venn diagram"), _("Only in the middle is what all three share."))
    circles = [(120, 0, "blue"), (0, 250, "pink"), (250, 250, "yellow")]
    for x, y, color in circles:
        look = {"fill": color, "stroke": "transparent", "opacity": 0.6}
        sheet.add("ellipse", (x, y, 480, 480), style=look, locked=True)
    dark = {"color": "#23262f", "bold": True, "align": "center"}
    words = [(260, 90, _("One")), (60, 560, _("Two")), (470, 560, _("Three"))]
    for x, y, text in words:
        sheet.words(x, y, text, width=200, size=24, **dark)
    sheet.words(260, 400, _("All"), width=210, size=20, **dark)
