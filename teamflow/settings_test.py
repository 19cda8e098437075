"""The settings under test: the same, on the test's own services, with cheap passwords and mail."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("TEAMFLOW_SECRET_KEY", "a-key-that-only-tests-use-0123456789-0123456789")
os.environ.setdefault("TEAMFLOW_FIELD_KEYS", "t1:dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=")
if "TEAMFLOW_DATA" not in os.environ:
    os.environ["TEAMFLOW_DATA"] = _folder = tempfile.mkdtemp(prefix="teamflow-test-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
# Tools that only read the settings (mypy, makemigrations --check) connect to nothing.
os.environ.setdefault("DATABASE_URL", "postgresql://postgres@127.0.0.1:1/postgres")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")

# Beside each other, tests must not see what the others keep in Valkey. (16 databases by default.)
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _address, _, _ = os.environ["REDIS_URL"].rpartition("/")
    os.environ["REDIS_URL"] = f"{_address}/{int(worker.removeprefix('gw')) % 15 + 1}"

from teamflow.settings import *  # noqa: F403
from teamflow.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES["default"]["OPTIONS"].pop("pool", None)
if os.environ.get("TEAMFLOW_TEST_DB"):
    DATABASES["default"]["TEST"] = {"NAME": os.environ["TEAMFLOW_TEST_DB"]}
CELERY_TASK_ALWAYS_EAGER = False
