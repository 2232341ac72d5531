"""What several commands read from their command line."""

from argparse import ArgumentTypeError
from collections.abc import Callable


def number(least: int, most: int) -> Callable[[str], int]:
    """A parser of whole numbers within these bounds, both included."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= most):
            raise ArgumentTypeError(f"{text!r} bukan bilangan {least}–{most} / is not a number {least}–{most}")
        return int(text)

    return parse
