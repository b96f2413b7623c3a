"""What robots ask for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

CLOSED = ("/admin/", "/*/accounts/", "/*/dashboard/", "/*/notifications/", "/*/conversations/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages are open; the members' ones would only answer with the sign-in page."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {settings.SITE_URL.rstrip('/')}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
