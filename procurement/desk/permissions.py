"""Who may do what. Each permission stands on its own; the groups of migration 0002 hand them out."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from procurement.desk.views.errors import problem

STAFF = ""
"""Whoever may log in at the desk."""
UPLOAD = "desk.upload_exports"
PUBLISH = "desk.publish_loads"
EDIT_CLAIMS = "desk.edit_claims"
MASK = "desk.mask_names"
READ_AUDIT = "desk.view_auditentry"

GROUPS = {"upload": "Pengunggah", "publish": "Penerbit", "claims": "Penyunting klaim"}
"""What `desk_user --can` says for each group of migration 0002."""

type View = Callable[..., HttpResponseBase]


def may(user: Any, *permissions: str) -> bool:
    """Whether a user may do what any of these permissions allows."""
    return user.is_active and user.is_staff and any(one == STAFF or user.has_perm(one) for one in permissions)


def allowed(**methods: str | tuple[str, ...]) -> Callable[[View], View]:
    """`@allowed(GET=STAFF, POST=PUBLISH)`: login (302), then the method (405), then its permission (403).

    Several permissions in a tuple: any of them will do.
    """
    if "GET" in methods:
        methods.setdefault("HEAD", methods["GET"])

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not (request.user.is_authenticated and may(request.user, STAFF)):
                # Only what can be got is worth coming back to.
                return redirect_to_login(request.get_full_path() if request.method in ("GET", "HEAD") else "/")
            if request.method not in methods:
                return _not_allowed(request, methods)
            needed = methods[request.method]
            if not may(request.user, *([needed] if isinstance(needed, str) else needed)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.methods = methods  # type: ignore[attr-defined]
        guarded.login_required = False  # type: ignore[attr-defined]  # it asks itself
        return guarded

    return decorate


def _not_allowed(request: HttpRequest, methods: Iterable[str]) -> HttpResponseBase:
    """For who comes back to the address of a form: a page that leads on, where the bare answer would be empty."""
    says = _("This address takes a form that is sent from another page.")
    answer = problem(request, 405, _("There is no page here"), says)
    answer.headers["Allow"] = ", ".join(sorted(methods))
    return answer
