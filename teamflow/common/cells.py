"""Cells of tables that people open in a sheet program."""

# A cell that begins so would be run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(value: object) -> object:
    """The cell as no sheet program takes it for a formula: an apostrophe keeps it a text."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
