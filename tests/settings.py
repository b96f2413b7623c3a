"""The settings of the suite: the site's own, made quick and kept apart from its data.

What a service side needs (DATABASE_URL, REDIS_URL, ELASTICSEARCH_URL) is set outside, by
`make test-services`; without it this is the default side.
"""

import os
import tempfile

os.environ.setdefault("DEBUG", "1")  # noqa: TID251
os.environ.setdefault("WASL_DATA_DIR", tempfile.mkdtemp(prefix="wasl-tests-"))  # noqa: TID251

from config.settings import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["*"]
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, as on the site: threads wait for one another there, and fail in shared memory.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
# WhiteNoise warns of a missing folder, and here warnings are errors.
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
# Each process of the suite has indexes of its own; tests/conftest.py removes them.
ELASTICSEARCH_PREFIX = f"wasl-test-{os.getpid()}"
