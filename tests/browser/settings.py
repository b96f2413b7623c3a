"""The settings of the server that the browser tests drive: the suite's, with mails in files."""

from config.env import env
from tests.settings import *

SITE_URL = WAGTAILADMIN_BASE_URL = env("SITE_URL")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
STAFF_SECOND_FACTOR = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
SENTENCE_ENCODER = "none"
# Tests sign in and up more often than a person at one address may.
ACCOUNT_RATE_LIMITS = False
