"""The content security policy of Wagtail's admin, which still needs inline script and style."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": ["blob:"],
}


class AdminPolicyMiddleware:
    """Loosen the policy of the admin's own pages only; all other pages keep the strict one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(self.admin):
            response._csp_update = POLICY  # type: ignore[attr-defined] # As django-csp's decorators.
        return response
