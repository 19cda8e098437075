"""What the served product runs on in browser tests: production's settings, fewer ceremonies.

Static files come straight from the build (collecting and compressing them takes longer than the
tests), and passwords are cheap. DEBUG stays off: error pages are the real ones.
"""

from teamflow.settings import *  # noqa: F403
from teamflow.settings import DATABASES, STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
