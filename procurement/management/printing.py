"""What becomes of a command whose reader hangs up (`manage.py … | head`)."""

import os
import sys
from collections.abc import Callable

NOBODY_READS = 141
"""Exit code: what a shell says of a tool that SIGPIPE ended."""


def until_nobody_reads(command: Callable[[], None]) -> None:
    """Runs it; where nobody takes what it prints it ends quietly, by its own exit code where it has one."""
    try:
        try:
            command()
        finally:
            sys.stdout.flush()
    except BrokenPipeError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):  # else what they still hold is an error at the very end
            os.dup2(nowhere, stream.fileno())
        ended = error.__context__
        raise SystemExit(ended.code if isinstance(ended, SystemExit) else NOBODY_READS) from None
