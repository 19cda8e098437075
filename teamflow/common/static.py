"""Static files with hashed names, compressed ahead; only what is asked for is worked on."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "dist/"
_HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")

# What no page of TeamFlow uses: the API answers JSON alone, and its docs use Swagger alone.
UNUSED = ["redoc", "rest_framework", "django_htmx", "*.map", "swagger-ui-es-*"]


class _OnlyGzip(Compressor):
    """Brotli at its best takes a second a megabyte: not for the admin's and the docs' files."""

    def __init__(self, **options: Any) -> None:
        super().__init__(use_brotli=False, **options)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Names each file by its content, and leaves out what `collectstatic` should not spend on."""

    _kind: type[Compressor] = Compressor

    # Without the pattern for source maps, which are not collected.
    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",
                (
                    r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""",
                    """@import url("%(url)s")""",
                ),
            ),
        ),
    )

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Ours with Brotli and gzip; others' with gzip, and only under their hashed names."""
        paths = list(paths)
        ours = [path for path in paths if path.startswith(OURS)]
        others = [path for path in paths if not path.startswith(OURS) and _HASHED.search(path)]
        self._kind = Compressor
        yield from super().compress_files(ours)
        self._kind = _OnlyGzip
        yield from super().compress_files(others)

    def create_compressor(self, **options: Any) -> Compressor:
        """The one for the files at hand."""
        return self._kind(**options)
