"""The few SVG elements that charts need. Positions are percent of the width, so that one drawing fits every screen.

A `shift` moves a part by so many pixels: with `beside` a drawing leaves a gutter of pixels, without any style.
Colours are classes of the stylesheet and text is escaped here: a supplier may be called `<script>`.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def pct(part: int, whole: int) -> str:
    """part of whole as `29.2%`. Screen geometry, to a tenth: money never leaves the integers."""
    tenths = part * 1000 // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"


def beside(gutter: int, part: int, whole: int) -> int:
    """How far what stands at part of whole moves right, so that the whole fits beside a gutter of so many pixels."""
    return gutter * (whole - part) // whole if whole else gutter


def rect(css: str, x: str, y: int, width: str, height: int, title: str = "", shift: int = 0) -> SafeString:
    """A bar; `title` is what a pointer or a screen reader finds on it."""
    inner = format_html("<title>{}</title>", title) if title else ""
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}>{}</rect>',
        css, x, y, width, height, _moved(shift), inner,
    )  # fmt: skip


def line(css: str, y: int, start: int = 0) -> SafeString:
    """A horizontal line from so many pixels to the end."""
    return format_html('<line class="{0}" x1="{2}" y1="{1}" x2="100%" y2="{1}"/>', css, y, start)


def text(css: str, x: str, y: int, words: str, shift: int = 0, anchor: str = "start") -> SafeString:
    """`anchor`: which end of the words stands at x, `start`, `middle` or `end`. It holds without the stylesheet too."""
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}"{}>{}</text>', css, x, y, anchor, _moved(shift), words
    )


def _moved(shift: int) -> SafeString:
    return format_html(' transform="translate({})"', shift) if shift else SafeString()


def chart(parts: list[SafeString], height: int, label: str) -> SafeString:
    """The drawing. Its label says in a sentence what it shows; the numbers stand in a table beside it."""
    return format_html(
        '<svg class="chart" width="100%" height="{}" font-size="12" role="img" aria-label="{}">{}</svg>',
        height,
        label,
        mark_safe("".join(parts)),  # every part is a SafeString made above
    )
