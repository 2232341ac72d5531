"""Files on their way into the desk. Where a view does not ask for files, none is taken."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoFiles(FileUploadHandler):
    """Leaves every file of a body unread."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None
