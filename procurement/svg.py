"""The few SVG elements that charts need. Positions are percent of the width, so that one drawing fits every screen.

Colours are classes of the stylesheet and text is escaped here: a supplier may be called `<script>`.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def pct(part: int, whole: int) -> str:
    """part of whole as `29.2%`. Screen geometry, to a tenth: money never leaves the integers."""
    tenths = part * 1000 // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"


def rect(css: str, x: str, y: int, width: str, height: int, title: str = "") -> SafeString:
    """A bar; `title` is what a pointer or a screen reader finds on it."""
    inner = format_html("<title>{}</title>", title) if title else ""
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}">{}</rect>', css, x, y, width, height, inner
    )


def line(css: str, y: int) -> SafeString:
    """A horizontal line over the whole width."""
    return format_html('<line class="{0}" x1="0" y1="{1}" x2="100%" y2="{1}"/>', css, y)


def text(css: str, x: str, y: int, words: str) -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', css, x, y, words)


def chart(parts: list[SafeString], height: int, label: str) -> SafeString:
    """The drawing. Its label says in a sentence what it shows; the numbers stand in a table beside it."""
    return format_html(
        '<svg class="chart" width="100%" height="{}" role="img" aria-label="{}">{}</svg>',
        height,
        label,
        mark_safe("".join(parts)),  # every part is a SafeString made above
    )
