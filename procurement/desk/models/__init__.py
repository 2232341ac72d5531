"""The desk's tables: uploads and withdrawals in work, background tasks, the audit log, failed logins."""

from procurement.desk.models.audit import AuditEntry
from procurement.desk.models.logins import FailedLogin
from procurement.desk.models.tasks import QueuedTask
from procurement.desk.models.uploads import Upload, UploadedFile
from procurement.desk.models.withdrawals import Withdrawal

__all__ = ["AuditEntry", "FailedLogin", "QueuedTask", "Upload", "UploadedFile", "Withdrawal"]
