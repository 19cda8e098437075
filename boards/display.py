"""A board's elements for readers, remembered for as long as nothing changes."""

import threading
from collections import OrderedDict
from uuid import UUID

from boards.documents import load_document
from boards.elements import Element, read_elements

_KEPT = 8
_remembered: OrderedDict[UUID, tuple[int, list[Element]]] = OrderedDict()
_lock = threading.Lock()


def elements_of(board_id: UUID, seq: int) -> tuple[int, list[Element]]:
    """The number of the last update and every element as of then (`seq` or later).

    Do not change what this gives.
    """
    with _lock:
        known = _remembered.get(board_id)
        if known is not None and known[0] >= seq:
            _remembered.move_to_end(board_id)
            return known
    loaded = load_document(board_id)
    fresh = (loaded.seq, read_elements(loaded.document))
    with _lock:
        _remembered[board_id] = fresh
        while len(_remembered) > _KEPT:
            _remembered.popitem(last=False)
    return fresh
