"""The settings of the suite: the site's own, made quick and kept apart from its data.

What a service side needs (DATABASE_URL, REDIS_URL, ELASTICSEARCH_URL) is set outside, by
`make test-services`; without it this is the default side.
"""

import os
from urllib.parse import urlsplit

from tests.folders import own_folder

# Set before the site's settings read them; xdist's workers inherit the folder, and each has a
# database of Redis: a test that empties the cache would else empty that of another worker.
os.environ.setdefault("DEBUG", "1")
if "REDIS_URL" in os.environ:
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["REDIS_URL"] = (
        urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{worker + 1}").geturl()
    )
if "WASL_DATA_DIR" not in os.environ:
    os.environ["WASL_DATA_DIR"] = own_folder("wasl-tests-")

from config.settings import *

DEBUG = False
ALLOWED_HOSTS = ["*"]
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Said here, so that tests/databases.py knows it by its name when it is in use.
DATABASES["default"]["TEST"] = {"NAME": f"test_{DATABASES['default']['NAME']}"}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as on the site: threads wait for one another there, and fail in shared memory.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
# WhiteNoise warns of a missing folder, and here warnings are errors.
STATIC_ROOT.mkdir(exist_ok=True)
# Each process of the suite has indexes of its own; tests/conftest.py removes them.
ELASTICSEARCH_PREFIX = f"wasl-test-{os.getpid()}"
