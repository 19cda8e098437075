"""Saying how far a long transaction is, from outside of it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, transaction

Tell = Callable[[int], None]


@contextmanager
def told_outside(tell: Tell) -> Iterator[Tell]:
    """`tell` on a connection of its own: inside a transaction nobody would hear it, and its row
    would stay locked against whoever wants to cancel. What it raises is raised here."""
    with ThreadPoolExecutor(1, thread_name_prefix="tf-progress") as pool:
        try:
            yield lambda percent: pool.submit(tell, percent).result()
        finally:
            pool.submit(hang_up).result()


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is as it was at one moment; in a transaction that runs already, as
    that sees it."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def hang_up() -> None:
    """Give the connection of the thread that calls this back to the pool."""
    connection.close()
