#!/usr/bin/env python
"""Runs Django's management commands; they always have the full app list and the writing database connection."""

import gc
import os
import sys

if __name__ == "__main__":
    gc.set_threshold(100_000)  # starting and loading make objects by the million that live: most looks find nothing
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.settings")
    from django.core.management import execute_from_command_line

    from procurement.management.printing import until_nobody_reads

    until_nobody_reads(lambda: execute_from_command_line(sys.argv))
