"""Templates that are filled from a project; what is drawn here is their picture in the gallery."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.templates_data.catalogue import template
from boards.templates_data.layout import Sheet


@template(
    "live-kanban",
    name=gettext_lazy("Kanban of a project"),
    category="live",
    about=gettext_lazy("Its columns as frames, its tasks as live cards: moving one changes it."),
)
def live_kanban(sheet: Sheet) -> None:
    """Columns with cards."""
    _lanes(sheet, [(_("To do"), 4), (_("In progress"), 2), (_("In review"), 1), (_("Done"), 3)])


@template(
    "live-sprints",
    name=gettext_lazy("Sprint plan of a project"),
    category="live",
    about=gettext_lazy("Pull live cards from the backlog into the sprints to come."),
)
def live_sprints(sheet: Sheet) -> None:
    """The backlog and two sprints."""
    _lanes(sheet, [(_("No sprint"), 5), (_("This sprint"), 3), (_("Next sprint"), 2)])


def _lanes(sheet: Sheet, lanes: list[tuple[str, int]]) -> None:
    for number, (name, cards) in enumerate(lanes):
        x = number * 352
        sheet.add("frame", (x, 0, 320, 720), name)
        for row in range(cards):
            box = (x + 20, 20 + row * 136, 280, 120)
            sheet.shape("rounded", box, _("A task"), "paper", radius=10, align="start")
