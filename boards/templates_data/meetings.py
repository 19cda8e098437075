"""Templates for looking back, and for meeting."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.templates_data.catalogue import template
from boards.templates_data.layout import GAP, HEAD, NOTE, PAD, Sheet

MEETINGS = "meetings"
_COLUMN = 2 * NOTE + GAP + 2 * PAD


def _columns(sheet: Sheet, columns: list[tuple[str, str, str]], *, notes: int = 4) -> None:
    height = PAD + HEAD + 50 + -(-notes // 2) * (NOTE + GAP) + PAD
    for number, (heading, color, hint) in enumerate(columns):
        box = (number * (_COLUMN + PAD), 0, _COLUMN, height)
        sheet.section(box, heading, color, hint=hint, notes=[""] * notes)


@template(
    "retrospective",
    name=gettext_lazy("Retrospective"),
    category=MEETINGS,
    about=gettext_lazy("What went well, what did not, what we try next."),
)
def retrospective(sheet: Sheet) -> None:
    """Three columns of notes, and a place for what follows."""
    sheet.title(
        _("Retrospective"), _("Five minutes alone, then read out, group, vote, and agree on two.")
    )
    _columns(
        sheet,
        [
            (_("Went well"), "green", _("What should we keep doing?")),
            (_("Could be better"), "orange", _("What slowed us down?")),
            (_("Ideas"), "blue", _("What could we try?")),
        ],
    )
    top = PAD + HEAD + 50 + 2 * (NOTE + GAP) + 2 * PAD
    box = (0, top, 3 * _COLUMN + 2 * PAD, NOTE + HEAD + 100)
    sheet.section(
        box,
        _("What we do next"),
        "violet",
        hint=_("At most three, each with a person and a date. Turn them into tasks."),
        notes=[""] * 3,
        columns=3,
    )


@template(
    "mad-sad-glad",
    name=gettext_lazy("Mad, sad, glad"),
    category=MEETINGS,
    about=gettext_lazy("A retrospective that begins with how it felt."),
)
def mad_sad_glad(sheet: Sheet) -> None:
    """Three feelings."""
    sheet.title(_("Mad, sad, glad"), _("Say how it felt; what to do about it comes after."))
    _columns(
        sheet,
        [
            (_("Mad"), "red", _("What made you angry?")),
            (_("Sad"), "blue", _("What let you down?")),
            (_("Glad"), "green", _("What made your day?")),
        ],
    )
    for number, emoji in enumerate(("😠", "😢", "😀")):
        x = number * (_COLUMN + PAD) + _COLUMN - 76
        sheet.add("emoji", (x, -30, 56, 56), emoji=emoji)


@template(
    "start-stop-continue",
    name=gettext_lazy("Start, stop, continue"),
    category=MEETINGS,
    about=gettext_lazy("The shortest retrospective that leads to acts."),
)
def start_stop_continue(sheet: Sheet) -> None:
    """Three verbs."""
    sheet.title(_("Start, stop, continue"), _("Begin each note with a verb."))
    _columns(
        sheet,
        [
            (_("Start"), "green", _("What is worth beginning?")),
            (_("Stop"), "red", _("What no longer helps?")),
            (_("Continue"), "blue", _("What must not get lost?")),
        ],
    )


@template(
    "sailboat",
    name=gettext_lazy("Sailboat"),
    category=MEETINGS,
    about=gettext_lazy("Wind, anchors, rocks and the island you sail for."),
)
def sailboat(sheet: Sheet) -> None:
    """A boat on the sea between what drives and what holds it."""
    sheet.title(
        _("Sailboat"), _("Where do we sail, what drives us, what holds us, what lies ahead?")
    )
    sheet.panel((0, 0, 1480, 900))
    sea = {"stroke": "transparent", "opacity": 0.5}
    sheet.add("rectangle", (1, 520, 1478, 364), style={"fill": "blue", **sea}, locked=True)
    _boat(sheet)
    _island(sheet)
    sheet.shape("triangle", (980, 640, 120, 110), color="gray", stroke="transparent")
    sheet.shape("triangle", (1060, 600, 150, 150), color="gray", stroke="transparent")
    sheet.line((640, 592), (560, 790), stroke="ink", stroke_width=4)
    sheet.shape("ellipse", (520, 780, 80, 44), "", "ink")
    parts = [
        (60, 50, _("Wind"), "teal", _("What drives us?")),
        (60, 560, _("Anchor"), "orange", _("What holds us back?")),
        (1150, 640, _("Rocks"), "red", _("What could hit us?")),
        (960, 50, _("Goal"), "green", _("Where do we want to be?")),
    ]
    for x, y, heading, color, hint in parts:
        sheet.pill(x, y, heading, color, width=180)
        sheet.words(x, y + 50, hint, width=260, size=14, color="gray")
    places = [(60, 130, "teal"), (206, 130, "teal"), (352, 130, "teal")]
    places += [(60, 640, "orange"), (206, 640, "orange"), (1150, 720, "red"), (1296, 720, "red")]
    places += [(960, 130, "green"), (1106, 130, "green"), (1252, 130, "green")]
    for x, y, color in places:
        sheet.note(x, y, "", color, size=130)


def _island(sheet: Sheet) -> None:
    sheet.shape("ellipse", (1080, 470, 340, 110), color="yellow", stroke="transparent")
    sheet.line((1290, 400), (1270, 500), stroke="brown", stroke_width=10)
    sheet.shape("cloud", (1210, 320, 170, 100), color="green", stroke="transparent")


def _boat(sheet: Sheet) -> None:
    sheet.line((690, 190), (690, 520), stroke="brown", stroke_width=8)
    sheet.shape("triangle", (704, 200, 190, 280), color="paper")
    sheet.shape("triangle", (560, 250, 122, 230), color="red", stroke="transparent")
    sheet.shape("rounded", (540, 510, 380, 80), color="brown", stroke="transparent", radius=36)


@template(
    "standup",
    name=gettext_lazy("Daily stand-up"),
    category=MEETINGS,
    about=gettext_lazy("A row for each person: done, next, in the way."),
)
def standup(sheet: Sheet) -> None:
    """A table of notes: people down, questions across."""
    sheet.title(
        _("Daily stand-up"), _("Two minutes each. What is in the way is solved afterwards.")
    )
    heads = [
        (_("Since yesterday"), "green"),
        (_("Until tomorrow"), "blue"),
        (_("In the way"), "red"),
    ]
    for column, (heading, color) in enumerate(heads):
        sheet.pill(220 + column * 340, 0, heading, color, width=324)
    for row in range(4):
        y = 64 + row * 190
        sheet.panel((0, y, 1224, 174))
        sheet.shape(
            "ellipse", (28, y + 20, 84, 84), "🙂", "violet", stroke="transparent", font_size=32
        )
        sheet.words(20, y + 118, _("Who?"), width=160, size=18, bold=True)
        for column, (_heading, color) in enumerate(heads):
            for each in range(2):
                sheet.note(232 + column * 340 + each * 156, y + 16, "", color, size=142)


@template(
    "icebreaker",
    name=gettext_lazy("Icebreaker"),
    category=MEETINGS,
    about=gettext_lazy("Five easy questions before the work begins."),
)
def icebreaker(sheet: Sheet) -> None:
    """Questions to answer with a note each."""
    sheet.title(
        _("Icebreaker"), _("Pick a question and put your answer below it. No wrong answers.")
    )
    questions = [
        ("🎒", _("What do you always carry with you?"), "yellow"),
        ("🎵", _("Which song lifts you up?"), "pink"),
        ("🍽️", _("What did you last cook?"), "orange"),
        ("🗺️", _("Where would you go tomorrow?"), "teal"),
        ("🦸", _("What could you teach us in an hour?"), "violet"),
    ]
    for number, (emoji, question, color) in enumerate(questions):
        x = number * 300
        sheet.panel((x, 0, 276, 640))
        sheet.add("emoji", (x + 106, 24, 64, 64), emoji=emoji)
        look = {"font_size": 20, "bold": True, "align": "center"}
        sheet.add("text", (x + 20, 104, 236, 60), question, style=look)
        sheet.notes(x + 14, 190, [""] * 6, color, columns=2, size=116)


@template(
    "meeting-notes",
    name=gettext_lazy("Meeting notes"),
    category=MEETINGS,
    about=gettext_lazy("Agenda, what was said, decisions, and who does what."),
)
def meeting_notes(sheet: Sheet) -> None:
    """Agenda at the side, decisions and acts below."""
    sheet.title(
        _("Meeting notes"), _("Write together while you talk; what is agreed becomes a task.")
    )
    sheet.section((0, 0, 380, 700), _("Agenda"), "violet", hint=_("What do we want to leave with?"))
    agenda = [_("Arrive"), _("Topic one"), _("Topic two"), _("Decide"), _("Close")]
    for number, words in enumerate(agenda):
        y = 126 + number * 108
        sheet.shape(
            "ellipse", (24, y + 10, 52, 52), str(number + 1), "violet", stroke="transparent"
        )
        sheet.shape("rounded", (92, y, 264, 76), words, "paper", align="start", radius=10)
    sheet.section(
        (404, 0, 716, 700),
        _("What was said"),
        "yellow",
        hint=_("One thought a note."),
        notes=[""] * 12,
        columns=4,
        size=152,
    )
    sheet.section(
        (1144, 0, 380, 338), _("Decisions"), "green", hint=_("What is settled now?"), notes=["", ""]
    )
    sheet.section(
        (1144, 362, 380, 338), _("To do"), "blue", hint=_("Who, what, until when?"), notes=["", ""]
    )
