"""A board's document in memory: tried out, judged, and only then taken.

`propose` reads an update, applies it to a second copy, and looks at what that changed there;
what it refuses has touched nothing that others see. `accept` brings what was proposed into the
copy that others are served from, once it is durable.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from pycrdt import Doc, Map, Text, TextEvent, merge_updates

from boards import schema
from teamflow.common.yjs.lib0 import Refused
from teamflow.common.yjs.updates import (
    Depths,
    Shape,
    Update,
    read_state_vector,
    read_update,
)

OWN_ROOTS = frozenset({"elements", "texts", "meta"})
SHAPE = Shape(maps=OWN_ROOTS)
MAX_STRUCTS = 50_000
MAX_STRUCTS_FIRST = 200_000
MAX_ROOTS = 100
MAX_PLAIN_TEXT = 200_000
EMPTY_UPDATE = b"\x00\x00"
# What the server itself draws (the API, AI) has one author in the document, whichever process it
# was: its changes are made one after the other, under the board's lock.
SERVER_HAND = 1

T = TypeVar("T")


class Incomplete(Exception):
    """The update builds upon something that is not there (yet)."""


class BoardDocument:
    """One board in this process."""

    def __init__(self, updates: Iterable[bytes] = (), *, client_id: int | None = None) -> None:
        self.doc: Doc[Any] = Doc(client_id=client_id)
        self.elements: Map[Any] = self.doc.get("elements", type=Map)
        self.texts: Map[Any] = self.doc.get("texts", type=Map)
        self.meta: Map[Any] = self.doc.get("meta", type=Map)
        for update in updates:
            self.doc.apply_update(update)
        self._trial: Trial | None = None
        self._proposed: list[bytes] = []
        self._depths: Depths | None = None

    def propose(self, update: bytes, *, is_first: bool = False) -> bool:
        """Try `update` out; False when it changes nothing. Raises Refused or Incomplete."""
        found = read_update(
            update,
            max_structs=MAX_STRUCTS_FIRST if is_first else MAX_STRUCTS,
            depths=self._known_depths(),
            shape=SHAPE,
        )
        if found.is_empty:
            return False
        trial = self._running_trial()
        if not trial.has_what_it_needs(found):
            raise Incomplete
        trial.check_roots(found.roots)
        if trial.already_has(found):
            return False
        try:
            trial.apply(update, found)
        except Refused:
            self._restart_trial()
            raise
        self._proposed.append(update)
        return True

    def proposed(self) -> bytes:
        """All that was proposed since the last `accept`, as one update."""
        return self._proposed[0] if len(self._proposed) == 1 else merge_updates(*self._proposed)

    def accept(self) -> None:
        """Take what was proposed: it is durable."""
        for update in self._proposed:
            self.doc.apply_update(update)
        self._proposed.clear()

    def withdraw(self) -> None:
        """Forget what was proposed: it could not be made durable."""
        self._proposed.clear()
        self._restart_trial()

    def take(self, update: bytes) -> None:
        """Apply what another process has judged and made durable."""
        self.doc.apply_update(update)
        if self._trial is not None:
            self._trial.follow(update)

    def rest(self) -> None:
        """Let go of the second copy until somebody writes again."""
        if not self._proposed:
            self._trial = None

    def state_vector(self) -> bytes:
        """What this copy has."""
        return self.doc.get_state()

    def update_since(self, state_vector: bytes = b"\x00") -> bytes:
        """What the other side lacks; raises Refused for what is no state vector."""
        read_state_vector(state_vector)
        return self.doc.get_update(state_vector)

    def edit(self, work: Callable[["BoardDocument"], T]) -> tuple[bytes | None, T]:
        """Run `work` on this copy and give what it changed as an update; None for nothing.

        For a copy that nobody else is served from, loaded under the board's lock.
        """
        updates: list[bytes] = []
        subscription = self.doc.observe(lambda event: updates.append(bytes(event.update)))
        try:
            with self.doc.transaction():
                result = work(self)
        finally:
            self.doc.unobserve(subscription)
        changed = [update for update in updates if update != EMPTY_UPDATE]
        if not changed:
            return None, result
        return (changed[0] if len(changed) == 1 else merge_updates(*changed)), result

    def element_count(self) -> int:
        """How many elements stand on the board."""
        keys = set(self.elements.keys())
        return sum(1 for key in keys if key.endswith(".c") and f"{key[:-2]}.g" in keys)

    def plain_text(self) -> str:
        """What one could read on the board, for the search; no more than an index can hold."""
        keys = set(self.elements.keys())
        texts = self.texts.to_py() or {}
        said = (str(text).strip() for key, text in texts.items() if f"{key}.c" in keys)
        return "\n".join(text for text in said if text)[:MAX_PLAIN_TEXT]

    def asset_ids(self) -> set[UUID]:
        """The pictures that elements name, those among them that wait for their place, too."""
        entries = self.elements.to_py() or {}
        named = (
            content.get("asset")
            for key, content in entries.items()
            if key.endswith(".c") and isinstance(content, dict)
        )
        return {UUID(asset) for asset in named if schema.is_uuid(asset)}

    def _known_depths(self) -> Depths:
        if self._depths is None:
            self._depths = Depths()
            if set(self.doc.keys()) - OWN_ROOTS:
                state = self.doc.get_update()
                read_update(state, max_structs=2**31, depths=self._depths)
        return self._depths

    def _running_trial(self) -> "Trial":
        if self._trial is None:
            self._trial = Trial([self.doc.get_update(), *self._proposed])
        return self._trial

    def _restart_trial(self) -> None:
        self._trial = None
        self._depths = None


class Trial:
    """The second copy, watched while an update is applied to it."""

    def __init__(self, updates: Iterable[bytes]) -> None:
        self.doc: Doc[Any] = Doc()
        elements: Map[Any] = self.doc.get("elements", type=Map)
        self._texts: Map[Any] = self.doc.get("texts", type=Map)
        meta: Map[Any] = self.doc.get("meta", type=Map)
        for update in updates:
            self.doc.apply_update(update)
        self._clocks = read_state_vector(self.doc.get_state())
        self._roots = set(self.doc.keys())
        self._count = sum(1 for key in elements.to_py() or () if key.endswith(".c"))
        self._meta_count = len(meta)
        self._problem: Refused | None = None
        self._touched: set[str] = set()
        self._subscriptions = [
            elements.observe(self._see_elements),
            self._texts.observe_deep(self._see_texts),
            meta.observe(self._see_meta),
        ]

    def has_what_it_needs(self, update: Update) -> bool:
        """Whether nothing is missing below or beside what the update brings."""
        for client, (start, _end) in update.ranges.items():
            if start > self._clocks.get(client, 0):
                return False
        for client, needed in update.needs.items():
            brought = update.ranges.get(client, (0, 0))[1]
            if needed > max(self._clocks.get(client, 0), brought):
                return False
        return True

    def already_has(self, update: Update) -> bool:
        """Whether all of it came before; deletions are not known by number."""
        return not update.deletions and all(
            end <= self._clocks.get(client, 0) for client, (_start, end) in update.ranges.items()
        )

    def check_roots(self, names: set[str]) -> None:
        """Bound how many shared types a board has."""
        self._roots |= names
        if len(self._roots) > MAX_ROOTS:
            raise Refused("too_many_roots", "The board has too many shared types.")

    def apply(self, update: bytes, found: Update) -> None:
        """Apply and judge; raises Refused, after which this copy is of no more use."""
        self._problem = None
        self._touched.clear()
        try:
            self.doc.apply_update(update)
        except Exception as error:
            raise Refused("malformed", "The message could not be read.") from error
        for key in self._touched:
            self._check_text(key)
        if self._problem is not None:
            raise self._problem
        self._check_integrated(found)

    def follow(self, update: bytes) -> None:
        """Apply what was judged elsewhere."""
        self.doc.apply_update(update)
        self._clocks = read_state_vector(self.doc.get_state())

    def _check_integrated(self, found: Update) -> None:
        # Changes that wait for one another never come to rest in any copy.
        for client, (_start, end) in found.ranges.items():
            self._clocks[client] = max(self._clocks.get(client, 0), end)
        actual = read_state_vector(self.doc.get_state())
        if any(actual.get(client, 0) != self._clocks[client] for client in found.ranges):
            raise Refused("circular", "The changes wait for one another.")

    def _see_elements(self, event: Any) -> None:
        for key, change in event.keys.items():
            if key.endswith(".c"):
                self._count += (change["action"] == "add") - (change["action"] == "delete")
            if change["action"] != "delete":
                self._judge(lambda k=key, c=change: schema.check_entry(k, c["newValue"]))
        if self._count > schema.MAX_ELEMENTS:
            self._refuse(Refused("too_many_elements", "A board holds at most 50,000 elements."))

    def _see_texts(self, events: list[Any]) -> None:
        for event in events:
            if isinstance(event, TextEvent):
                path: list[Any] = event.path  # type: ignore[attr-defined]
                self._touched.add(str(path[0]) if path else "")
                self._judge(lambda e=event: _check_delta(e.delta))
                continue
            if event.path:
                self._refuse(Refused("texts", "A text holds plain text only."))
                continue
            for key, change in event.keys.items():
                if change["action"] == "delete":
                    continue
                if not schema.is_element_id(key) or not isinstance(change["newValue"], Text):
                    self._refuse(Refused("texts", "Texts are named by their elements."))
                else:
                    self._judge(lambda v=change["newValue"]: _check_whole(v))
                self._touched.add(key)

    def _see_meta(self, event: Any) -> None:
        for key, change in event.keys.items():
            self._meta_count += (change["action"] == "add") - (change["action"] == "delete")
            if change["action"] != "delete":
                self._judge(lambda k=key, c=change: schema.check_meta(k, c["newValue"]))
        if self._meta_count > 100:
            self._refuse(Refused("meta", "The board's settings are too many."))

    def _judge(self, check: Any) -> None:
        try:
            check()
        except schema.Unfit as problem:
            self._refuse(Refused("unfit", str(problem)))
        except Exception:  # what no check foresaw is not fit either
            self._refuse(Refused("unfit", "A value is not plain."))

    def _refuse(self, problem: Refused) -> None:
        self._problem = self._problem or problem

    def _check_text(self, key: str) -> None:
        text = self._texts.get(key)
        if isinstance(text, Text) and schema.utf16_length(str(text)) > schema.MAX_TEXT:
            self._refuse(Refused("text_too_long", "A text holds at most 10,000 characters."))


def _check_delta(delta: list[dict[str, Any]]) -> None:
    if not all(isinstance(part.get("insert", ""), str) for part in delta):
        raise schema.Unfit("text", "holds plain text only")
    for part in delta:
        schema.check_marks(part.get("attributes") or {})


def _check_whole(text: Text) -> None:
    for part, marks in text.diff():
        if not isinstance(part, str):
            raise schema.Unfit("text", "holds plain text only")
        schema.check_marks(marks or {})
