"""Sending a private file once a view has made sure that its reader may have it."""

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header

# A file that somebody sent is data: a browser must neither guess its type nor run anything in it.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


def private_file_response(file: FieldFile, *, name: str, content_type: str) -> HttpResponse:
    """The file as a download under `name`, in any script.

    With the setting X_ACCEL_PREFIX the front server sends the bytes (nginx: `internal`); else
    they go through here, so this is for files of some megabytes. Raises FileNotFoundError.
    """
    response = HttpResponse(content_type=content_type, headers=HEADERS)
    response["Content-Disposition"] = content_disposition_header(True, name)
    if settings.X_ACCEL_PREFIX:
        response["X-Accel-Redirect"] = f"{settings.X_ACCEL_PREFIX.rstrip('/')}/{file.name}"
        return response
    with file.open("rb") as opened:
        response.content = opened.read()
    response["Content-Length"] = str(len(response.content))
    return response
