"""What the admin's choice of codes asks for."""

from django.http import Http404, HttpRequest, JsonResponse

from cms.taxonomies.finding import find_codes
from cms.taxonomies.lists import VOCABULARIES


def codes_find(request: HttpRequest, vocabulary: str) -> JsonResponse:
    """The codes that a text leads to; the admin's own door asks who is there."""
    if vocabulary not in VOCABULARIES:
        raise Http404
    found = find_codes(vocabulary, request.GET.get("q", ""))
    return JsonResponse({"results": [{"code": code, "label": label} for code, label in found]})
