"""Templates for strategy."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.templates_data.catalogue import template
from boards.templates_data.layout import Sheet

STRATEGY = "strategy"
Block = tuple[float, float, float, float, str, str, str]


@template(
    "swot",
    name=gettext_lazy("SWOT"),
    category=STRATEGY,
    about=gettext_lazy("Strengths, weaknesses, opportunities, threats."),
)
def swot(sheet: Sheet) -> None:
    """Four fields."""
    sheet.title(_("SWOT"), _("Above what is ours, below what comes from outside."))
    fields = [
        (_("Strengths"), "green", _("What do we do better than others?")),
        (_("Weaknesses"), "orange", _("Where do others do better?")),
        (_("Opportunities"), "blue", _("What opens up around us?")),
        (_("Threats"), "red", _("What could hurt us?")),
    ]
    for number, (heading, color, hint) in enumerate(fields):
        box = (number % 2 * 564, number // 2 * 474, 540, 450)
        sheet.section(box, heading, color, hint=hint, notes=[""] * 3, columns=3)


@template(
    "business-model-canvas",
    name=gettext_lazy("Business model canvas"),
    category=STRATEGY,
    about=gettext_lazy("How a business makes, delivers and earns, on one sheet."),
)
def business_model_canvas(sheet: Sheet) -> None:
    """Nine blocks."""
    sheet.title(_("Business model canvas"), _("Begin at the right: for whom?"))
    _blocks(
        sheet,
        [
            (0, 0, 300, 600, _("Key partners"), "violet", _("Who helps us?")),
            (312, 0, 300, 294, _("Key activities"), "blue", _("What must we do?")),
            (312, 306, 300, 294, _("Key resources"), "blue", _("What must we have?")),
            (624, 0, 300, 600, _("Value"), "red", _("Which problem do we solve?")),
            (936, 0, 300, 294, _("Relationships"), "orange", _("How do we stay close?")),
            (936, 306, 300, 294, _("Channels"), "orange", _("How do we reach them?")),
            (1248, 0, 300, 600, _("Customers"), "yellow", _("For whom?")),
            (0, 612, 768, 280, _("Costs"), "gray", _("What costs most?")),
            (780, 612, 768, 280, _("Income"), "green", _("What do they pay for?")),
        ],
    )


@template(
    "lean-canvas",
    name=gettext_lazy("Lean canvas"),
    category=STRATEGY,
    about=gettext_lazy("A business idea and its riskiest guesses."),
)
def lean_canvas(sheet: Sheet) -> None:
    """Nine blocks for what is not yet known."""
    sheet.title(_("Lean canvas"), _("Every note is a guess until somebody tested it."))
    _blocks(
        sheet,
        [
            (0, 0, 300, 294, _("Problem"), "red", _("The three worst")),
            (0, 306, 300, 294, _("Alternatives"), "gray", _("What do they use today?")),
            (312, 0, 300, 294, _("Solution"), "blue", _("One for each problem")),
            (312, 306, 300, 294, _("Key metrics"), "teal", _("What do we count?")),
            (624, 0, 300, 600, _("Promise"), "violet", _("Why us, in one sentence?")),
            (936, 0, 300, 294, _("Unfair advantage"), "orange", _("What cannot be copied?")),
            (936, 306, 300, 294, _("Channels"), "orange", _("How do they hear of us?")),
            (1248, 0, 300, 600, _("Customers"), "yellow", _("Who needs it first?")),
            (0, 612, 768, 280, _("Costs"), "gray", _("Until it carries itself?")),
            (780, 612, 768, 280, _("Income"), "green", _("How much, how often?")),
        ],
    )


def _blocks(sheet: Sheet, blocks: list[Block]) -> None:
    for x, y, width, height, heading, color, hint in blocks:
        count = max(1, int(height - 110) // 136) * max(1, int(width - 40) // 130)
        columns = max(1, int(width - 40) // 130)
        sheet.section(
            (x, y, width, height),
            heading,
            color,
            hint=hint,
            notes=[""] * min(count, 4),
            columns=columns,
            size=118,
        )


@template(
    "stakeholders",
    name=gettext_lazy("Stakeholder map"),
    category=STRATEGY,
    about=gettext_lazy("Who decides, who cares, and how to keep them with you."),
)
def stakeholders(sheet: Sheet) -> None:
    """Influence up, interest across."""
    sheet.title(_("Stakeholder map"), _("Up with influence, to the right with interest."))
    fields = [
        (_("Keep satisfied"), "orange"),
        (_("Work closely with"), "red"),
        (_("Watch"), "gray"),
        (_("Keep informed"), "blue"),
    ]
    for number, (heading, color) in enumerate(fields):
        box = (number % 2 * 524, number // 2 * 374, 500, 350)
        sheet.section(box, heading, color, notes=[_("Who?"), "", ""], columns=3, size=140)
    sheet.line((-32, 740), (1056, 740), head="arrow", stroke="gray", stroke_width=3)
    sheet.line((-32, 740), (-32, -10), head="arrow", stroke="gray", stroke_width=3)
    sheet.words(880, 756, _("Interest"), width=176, size=18, bold=True, align="end")
    sheet.words(-150, -4, _("Influence"), width=106, size=18, bold=True, align="end")
