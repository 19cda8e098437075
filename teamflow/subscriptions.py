"""Who reacts to what, for the whole product, on one page.

After the commit the order is: forget the cache, broadcast to the rooms, wake the jobs.
"""


def connect() -> None:
    """Join events to handlers and rooms to those who may enter; called once at start."""
