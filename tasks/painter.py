"""A program: draws `file` in a folder as thumbnail.webp, and a document also as preview.webp.

It runs alone (tasks/pictures.py starts it) and knows nothing of TeamFlow.
"""

import resource
import sys
import warnings
from pathlib import Path

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
MAX_PIXELS = 40_000_000
THUMBNAIL = (320, 240)
PREVIEW = (1600, 1600)


def main(kind: str, folder: Path) -> None:
    """Draw within bounds, or die."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from PIL import Image, ImageOps

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    picture = first_page(folder) if kind == "pdf" else image(folder)
    upright = ImageOps.exif_transpose(picture)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    picture = upright.convert("RGBA" if has_alpha else "RGB")
    if kind == "pdf":
        picture.save(folder / "preview.webp", "WEBP", quality=85)
    picture.thumbnail(THUMBNAIL, Image.Resampling.LANCZOS)
    picture.save(folder / "thumbnail.webp", "WEBP", quality=80)


def image(folder: Path):  # type: ignore[no-untyped-def]
    """The picture, or the first one of a moving picture."""
    from PIL import Image

    picture = Image.open(folder / "file", formats=["PNG", "JPEG", "GIF", "WEBP"])
    if picture.width * picture.height > MAX_PIXELS:
        raise ValueError("too many pixels")
    # A large photograph is read at a fraction of its size.
    picture.draft("RGB", THUMBNAIL)
    picture.load()
    return picture


def first_page(folder: Path):  # type: ignore[no-untyped-def]
    """The first page, at most 1600 pixels high and wide, on white."""
    import pypdfium2

    page = pypdfium2.PdfDocument(folder / "file")[0]
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise ValueError("no page")
    scale = min(PREVIEW[0] / width, PREVIEW[1] / height, 4.0)
    return page.render(scale=scale).to_pil()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
