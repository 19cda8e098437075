"""Finding a free place for a new diagram on a board that has things on it."""

from ai.layout.box import Box, around

MARGIN = 80.0
_RINGS = 6


def free_place(size: Box, taken: list[Box], centre: tuple[float, float]) -> tuple[float, float]:
    """How far to move the diagram whose frame is `size` so that it lies on nothing.

    The nearest of some places around `centre`; beside everything when none of them is free.
    """
    start = size.moved(centre[0] - size.x - size.width / 2, centre[1] - size.y - size.height / 2)
    near = [box for box in taken if box.meets(_reach(start))]
    for dx, dy in _steps(start):
        candidate = start.moved(dx, dy)
        if not any(candidate.meets(box, MARGIN) for box in near):
            return candidate.x - size.x, candidate.y - size.y
    everything = around(taken)
    return everything.right + MARGIN - size.x, start.y - size.y


def _reach(start: Box) -> Box:
    margin_x, margin_y = (
        (_RINGS + 1) * (start.width + MARGIN),
        (_RINGS + 1) * (start.height + MARGIN),
    )
    return Box(
        start.x - margin_x,
        start.y - margin_y,
        start.width + 2 * margin_x,
        start.height + 2 * margin_y,
    )


def _steps(start: Box) -> list[tuple[float, float]]:
    """Moves in half steps of its own size, nearest first; right and below before left and above."""
    step_x, step_y = (start.width + MARGIN) / 2, (start.height + MARGIN) / 2
    moves = [
        (column * step_x, row * step_y)
        for column in range(-2 * _RINGS, 2 * _RINGS + 1)
        for row in range(-2 * _RINGS, 2 * _RINGS + 1)
    ]
    return sorted(moves, key=lambda move: (move[0] ** 2 + move[1] ** 2, -move[0], -move[1]))
