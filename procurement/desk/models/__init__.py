"""The desk's tables: uploads and withdrawals in work, background tasks, the audit log, failed logins."""

from procurement.desk.models.audit import Action, AuditEntry, Result
from procurement.desk.models.builds import Build
from procurement.desk.models.logins import FailedLogin
from procurement.desk.models.tasks import QueuedTask
from procurement.desk.models.uploads import OPEN, RUNNING, State, Upload, UploadedFile
from procurement.desk.models.withdrawals import Withdrawal

__all__ = [
    "OPEN",
    "RUNNING",
    "Action",
    "AuditEntry",
    "Build",
    "FailedLogin",
    "QueuedTask",
    "Result",
    "State",
    "Upload",
    "UploadedFile",
    "Withdrawal",
]
