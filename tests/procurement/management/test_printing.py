"""`manage.py … | head`: whoever hangs up is no error of ours, and what was published is finished all the same."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command

from procurement.management import publishing
from procurement.management.publishing import PublishingCommand
from tests.builders import publish


@pytest.mark.once
@pytest.mark.parametrize(("words", "code"), [(["help"], 141), (["load_transactions", "--year=1"], 2)])
def test_a_command_whose_reader_hangs_up_ends_quietly(words, code):
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=site_settings.BASE_DIR, stdout=writes, stderr=subprocess.PIPE, text=True)
    os.close(writes)
    assert done.returncode == code
    assert "Broken" not in done.stderr and "Traceback" not in done.stderr


class Publishing(PublishingCommand):
    requires_system_checks = []

    def handle(self, *args, **options):
        publish()
        self.stdout.write("what nobody reads")


class HungUp:
    def write(self, text):
        raise BrokenPipeError


@pytest.mark.django_db
def test_the_files_of_what_was_published_are_made_though_nobody_reads_of_it(settings, monkeypatch):
    settings.BUILD_DOWNLOADS = True
    made = []
    monkeypatch.setattr(publishing, "build", lambda: made.append(1))
    with pytest.raises(BrokenPipeError):
        call_command(Publishing(), stdout=HungUp())
    assert made
