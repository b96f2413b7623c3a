"""The site's settings on a data folder of the measurement's own, and the reference beside it."""

import os
import tempfile

os.environ.setdefault("DEBUG", "1")  # noqa: TID251
os.environ.setdefault("WASL_DATA_DIR", tempfile.mkdtemp(prefix="wasl-bench-"))  # noqa: TID251
os.environ.setdefault("LOG_LEVEL", "ERROR")  # noqa: TID251

from config.settings import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*INSTALLED_APPS, "bench.reference"]  # noqa: F405
TEMPLATES[0]["OPTIONS"]["loaders"] = [  # type: ignore[index]  # noqa: F405
    (
        "django.template.loaders.cached.Loader",
        [
            "django.template.loaders.filesystem.Loader",
            "django.template.loaders.app_directories.Loader",
        ],
    )
]
TEMPLATES[0]["APP_DIRS"] = False  # noqa: F405
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
