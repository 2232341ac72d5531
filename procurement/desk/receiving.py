"""Files on their way into the desk: streamed into a private folder, hashed, never held in memory or served again.

Where a view does not ask for files, none is taken (`NoFiles`).
"""

import hashlib
import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

LONGEST_NAME = 150
"""Characters: the name stands in reports and on /data/."""
FORM_BYTES = 2**20
"""What a form may have beside its files."""


class NoFiles(FileUploadHandler):
    """Leaves every file of a body unread."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


@dataclass
class Kept:
    """Where a received file lies, and what is known of it without reading it again."""

    path: Path
    sha256: str
    refused_name: bool = False


class ReceivedFile(UploadedFile):  # type: ignore[type-arg]  # Django's own class takes none
    """A file of a form that lies in the private folder. It cannot be read through the form."""

    def __init__(self, name: str, size: int, kept: Kept) -> None:
        super().__init__(file=None, name=name, size=size)
        self.kept = kept


class PrivateFiles(FileUploadHandler):
    """Writes the n-th file of a body to `folder`/n/NAME. A name that is not regular is not used; the form says so."""

    def __init__(self, request: HttpRequest, folder: Path) -> None:
        super().__init__(request)
        self.folder = folder
        self._count = 0
        self._stream: BinaryIO | None = None

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, file_name, *args, **kwargs)
        self._count += 1
        self._name, self._regular = file_name, is_regular(file_name)
        inside = self.folder / str(self._count)
        inside.mkdir(mode=0o700)
        self._path = inside / (file_name if self._regular else "file")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        self._stream = os.fdopen(os.open(self._path, flags, 0o600), "wb")
        self._digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self._stream
        self._stream.write(raw_data)
        self._digest.update(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile:
        self.close()
        kept = Kept(self._path, self._digest.hexdigest(), refused_name=not self._regular)
        return ReceivedFile(self._name, file_size, kept)

    def upload_interrupted(self) -> None:
        self.close()

    def close(self) -> None:
        if self._stream:
            self._stream.close()
            self._stream = None


def is_regular(name: str) -> bool:
    """Whether a name can be a file's, a line's and a cell's: printable, no path, not hidden, not too long."""
    return (
        0 < len(name) <= LONGEST_NAME
        and len(name.encode()) <= 255
        and name.isprintable()
        and not name.startswith((".", "-"))
        and not set(name) & set("/\\:")
    )


def take(request: HttpRequest, folder: Path) -> None:
    """Reads the body, its files into `folder`. Raises OSError where the sender hangs up or the disk takes no more.

    To be called before the token is checked: that reads the body too, and would hide that the sender hung up.
    """
    with closing(PrivateFiles(request, folder)) as handler:
        request.upload_handlers = [handler]
        request.FILES  # noqa: B018  the first look reads


def refused(request: HttpRequest, most: int) -> int | None:
    """The status that refuses a body unread: 411 without a length, 413 when it is too long; None if it may be read.

    `most`: bytes of its files together.
    """
    length = request.META.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdecimal()):
        return 411
    return 413 if int(length) > most + FORM_BYTES else None
