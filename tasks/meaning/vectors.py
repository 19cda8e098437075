"""Titles as vectors of 256 numbers: the mean of what each piece of a word means.

The files are those that the package wordllama brings; they are read directly, for its own loader
would look for newer ones on the network. Nothing is read before the first title.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

SIZE = 256
MOST_SIGNS = 300
_WEIGHTS = "weights/l2_supercat_256.safetensors"
_PIECES = "tokenizers/l2_supercat_tokenizer_config.json"


def vectors_of(titles: Sequence[str]) -> "Vectors":
    """One vector of length 1 a title; of length 0 for a title without words."""
    import numpy as np

    found = np.zeros((len(titles), SIZE), dtype=np.float32)
    said = [title[:MOST_SIGNS].lower() for title in titles]
    for row, pieces in enumerate(_pieces().encode_batch(said, add_special_tokens=False)):
        if pieces.ids:
            mean = np.asarray(_table()[pieces.ids], dtype=np.float32).mean(axis=0)
            found[row] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return found


def packed(vector: "NDArray[np.float32]") -> bytes:
    """A vector as it is kept: half the digits say as much."""
    return bytes(vector.astype("<f2").tobytes())


def unpacked(kept: Sequence[bytes]) -> "Vectors":
    """Kept vectors, one a row."""
    import numpy as np

    joined = np.frombuffer(b"".join(bytes(each) for each in kept), dtype="<f2")
    return joined.astype(np.float32).reshape(-1, SIZE)


@cache
def _table() -> Any:
    """The file itself, mapped: only the rows of words that are used come into memory."""
    import numpy as np

    path = _folder() / _WEIGHTS
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        head = json.loads(file.read(length))["embedding.weight"]
    return np.memmap(
        path, dtype="<f2", mode="r", offset=8 + length + head["data_offsets"][0],
        shape=tuple(head["shape"]),
    )  # fmt: skip


@cache
def _pieces() -> Any:
    from tokenizers import Tokenizer

    pieces = Tokenizer.from_file(str(_folder() / _PIECES))
    pieces.no_padding()
    pieces.no_truncation()
    return pieces


def _folder() -> Path:
    # Its own import would bring in all that it could do.
    spec = find_spec("wordllama")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package wordllama is missing.")
    return Path(spec.origin).parent
