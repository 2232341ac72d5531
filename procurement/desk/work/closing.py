"""The end of an upload: its files are deleted, with them every cell that the desk knew of a rejected row."""

from procurement.desk import audit, files, reports
from procurement.desk.models import Action, Result, Upload


def close(upload: Upload) -> None:
    """Deletes what is left of the files. Where the disk refuses, the worker tries again (`recovery.tidy`)."""
    upload.report = reports.without_cells(upload.report)
    Upload.objects.filter(pk=upload.pk).update(report=upload.report)
    if not upload.folder:
        return
    if files.delete(upload.folder):
        upload.folder = ""
        Upload.objects.filter(pk=upload.pk).update(folder="")
        audit.write("", Action.DELETE_FILES, f"upload {upload.pk}")
    else:
        audit.log.error("files of upload %s could not be deleted", upload.pk)
        audit.write("", Action.DELETE_FILES, f"upload {upload.pk}", Result.REFUSED)
