"""Pages of a PDF as images, with pypdfium2 (part of the extra `ocr`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

POINTS = 72  # in an inch
MOST_PIXELS = 40_000_000  # an A3 at 400 dots an inch has 31 million; a page may claim to be as large as a wall


def page_image(file: Path, page: int, dpi: int) -> Image:
    """Physical page `page` (1-based) in greys as it is seen, /Rotate included, with `dpi` pixels an inch or fewer if it is huge.

    Raises OSError when the page cannot be drawn, and ImportError without the extra.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(file) as document:
            drawn = document[page - 1]
            width, height = drawn.get_size()
            scale = min(dpi / POINTS, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            return drawn.render(scale=scale, grayscale=True).to_pil().copy()
    except (pypdfium2.PdfiumError, IndexError) as problem:
        raise OSError(f"page {page} cannot be drawn: {problem}") from problem
