"""Settings, from environment variables only; `.env.example` explains each of them."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from teamflow.settings_schema import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS

django_stubs_ext.monkeypatch()

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("TEAMFLOW_DATA", default=str(BASE_DIR / "var"))).resolve()


def _required(name: str, meaning: str) -> str:
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {meaning}. `make run` sets it for you.")
    return value


DEBUG = env.bool("TEAMFLOW_DEBUG", default=False)
BENCH = env.bool("TEAMFLOW_BENCH", default=False)
SECRET_KEY = _required("TEAMFLOW_SECRET_KEY", "a long random text that signs sessions and tokens")
# `id:base64` pairs, newest first; the first encrypts, all decrypt (integrations/crypto.py).
FIELD_KEYS = env.list("TEAMFLOW_FIELD_KEYS", default=[])

TEAMFLOW_URL = env.str("TEAMFLOW_URL", default="http://127.0.0.1:8000").rstrip("/")
_url = urlsplit(TEAMFLOW_URL)
if _url.scheme not in {"http", "https"} or not _url.hostname:
    raise ImproperlyConfigured(
        f"TEAMFLOW_URL is {TEAMFLOW_URL!r}: give the address people open, such as "
        "https://teamflow.example.org."
    )
IS_HTTPS = _url.scheme == "https"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
if not IS_HTTPS and _url.hostname not in _LOOPBACK and not env.bool("TEAMFLOW_ALLOW_HTTP", False):
    raise ImproperlyConfigured(
        "TEAMFLOW_URL is plain http on an address that others can reach. Put a TLS proxy in "
        "front and use https, or set TEAMFLOW_ALLOW_HTTP=1 when the network is trusted."
    )
ALLOWED_HOSTS = env.list(
    "TEAMFLOW_HOSTS", default=sorted({_url.hostname, *(_LOOPBACK if not IS_HTTPS else ())})
)
_port = f":{_url.port}" if _url.port else ""
CSRF_TRUSTED_ORIGINS = [f"{_url.scheme}://{host}{_port}" for host in ALLOWED_HOSTS if host != "*"]

INSTALLED_APPS = [
    # Only `runserver` is served by daphne; everywhere else it would be 20 MB and a third of a
    # second in each process.
    *(["daphne"] if sys.argv[1:2] == ["runserver"] else []),
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "channels",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "csp",
    "django_htmx",
    "django_structlog",
    "django_prometheus",
    "django_celery_beat",
    "allauth",
    "allauth.account",
    "teamflow.common",
    "teamflow.apps.TeamFlowConfig",
    "accounts",
    "tasks",
    "boards",
    "ai",
    "integrations",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "teamflow.common.requests.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "teamflow.common.requests.ApiPathMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "teamflow.common.errors.PageErrorsMiddleware",
    "accounts.middleware.OriginMiddleware",
    "accounts.middleware.PersonMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "teamflow.urls"
ASGI_APPLICATION = "teamflow.asgi.application"
APPEND_SLASH = True
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "teamflow.context.frame",
            ],
        },
    },
]

# Data ------------------------------------------------------------------------------------------
_database = env.db_url_config(
    _required("DATABASE_URL", "where PostgreSQL is, such as postgresql://user:pass@host/name")
)
DATABASES = {
    "default": {
        **_database,
        "ENGINE": "django_prometheus.db.backends.postgresql",
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_database.get("OPTIONS", {}),
            "pool": {
                "min_size": 1,
                "max_size": env.int("DATABASE_POOL", default=16),
                "timeout": 10,
            },
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = _required("REDIS_URL", "where Redis or Valkey is, such as redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "CLIENT_CLASS": "django_redis.client.DefaultClient",
            # A dead Redis makes things slower, not wrong.
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": 1,
            "SOCKET_TIMEOUT": 2,
        },
        "KEY_PREFIX": "tf",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
# Files -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("TEAMFLOW_STATIC_ROOT", default=str(DATA_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# A module imports its chunks by the names that the client's build gave them, hashed too.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/(dist/chunks/.+|.+\.[0-9a-f]{12}\.\w+)$"
MEDIA_ROOT = DATA_DIR / "files"
MEDIA_URL = "/media/"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "teamflow.common.static.StaticStorage"},
}
S3_PUBLIC_URL = env.str("S3_PUBLIC_URL", default="")
S3_ORIGINS: list[str] = []
if env.str("S3_BUCKET", default=""):
    from teamflow.s3 import s3_options, s3_origins

    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": s3_options(env)}
    S3_ORIGINS = s3_origins(STORAGES["default"]["OPTIONS"], S3_PUBLIC_URL)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", default=10 * 1024 * 1024)
ATTACHMENT_TASK_MAX_BYTES = env.int("ATTACHMENT_TASK_MAX_BYTES", default=50 * 1024 * 1024)
ATTACHMENTS_PER_HOUR = env.int("ATTACHMENTS_PER_HOUR", default=60)
WORKSPACE_STORAGE_BYTES = env.int("WORKSPACE_STORAGE_BYTES", default=5 * 1024**3)
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")
if CLAMD_ADDRESS and not CLAMD_ADDRESS.startswith(("tcp://", "unix:///")):
    raise ImproperlyConfigured(
        f"CLAMD_ADDRESS is {CLAMD_ADDRESS!r}: give tcp://host:3310 or unix:///path/of/its.socket."
    )
UNSCANNED_FILES = env.str("UNSCANNED_FILES", default="allow")
if UNSCANNED_FILES not in {"allow", "refuse"}:
    raise ImproperlyConfigured(f"UNSCANNED_FILES is {UNSCANNED_FILES!r}: allow or refuse.")
# A workspace whole: how large its archive may be, packed and unpacked, and how long one is kept.
ARCHIVE_MAX_BYTES = env.int("ARCHIVE_MAX_BYTES", default=5 * 1024**3)
ARCHIVE_MAX_INFLATED_BYTES = env.int("ARCHIVE_MAX_INFLATED_BYTES", default=20 * 1024**3)
ARCHIVE_DAYS = env.int("ARCHIVE_DAYS", default=7)
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=100 * 1024 * 1024)

# People ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
EMAIL_VERIFICATION_REQUIRED = env.bool("EMAIL_VERIFICATION_REQUIRED", default=False)
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_VERIFICATION_REQUIRED else "optional"
ACCOUNT_PREVENT_ENUMERATION = EMAIL_VERIFICATION_REQUIRED
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm", "signup": "accounts.forms.SignUpForm"}
# accounts/services/lockout.py counts sign-ins for pages and API alike; these are for the rest.
ACCOUNT_RATE_LIMITS = False if BENCH else {"login": None, "login_failed": None}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = IS_HTTPS and env.bool("TEAMFLOW_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health"]  # probes speak plain http, and no cookie
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Only a proxy that the operator names may say what the original scheme and address were.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/", "/api/docs"),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "connect-src": [SELF, f"{'wss' if IS_HTTPS else 'ws'}://{_url.netloc}", *S3_ORIGINS],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/.*$"

# Mail ------------------------------------------------------------------------------------------
EMAIL_URL = env.str("EMAIL_URL", default="")
EMAIL_VENDORS = ("amazon_ses", "brevo", "mailgun", "mailjet", "postmark", "resend", "sendgrid")
# Who sends the mail by an API of theirs (django-anymail), and tells of bounces by webhook.
EMAIL_VENDOR = env.str("EMAIL_VENDOR", default="")
if EMAIL_VENDOR and EMAIL_VENDOR not in EMAIL_VENDORS:
    raise ImproperlyConfigured(
        f"EMAIL_VENDOR is {EMAIL_VENDOR!r}: one of {', '.join(EMAIL_VENDORS)}, or nothing."
    )
if EMAIL_VENDOR:
    EMAIL_BACKEND = f"anymail.backends.{EMAIL_VENDOR}.EmailBackend"
elif EMAIL_URL:
    _email = env.email_url_config(EMAIL_URL)
    vars().update(_email)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=15)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"TeamFlow <no-reply@{_url.hostname}>")
# Answers to mails go to this address with a signed part after a plus; without it nobody is invited
# to answer by mail.
REPLY_EMAIL = env.str("REPLY_EMAIL", default="")
if REPLY_EMAIL and (REPLY_EMAIL.count("@") != 1 or "+" in REPLY_EMAIL):
    raise ImproperlyConfigured(
        f"REPLY_EMAIL is {REPLY_EMAIL!r}: an address without a plus, such as reply@in.example.org."
    )
# `hooks/email/…` is closed until this is set; vendors send it as basic auth, own servers in a
# header (docs/mail.md).
EMAIL_HOOK_SECRET = env.str("EMAIL_HOOK_SECRET", default="")
ANYMAIL = {
    "WEBHOOK_SECRET": [f"teamflow:{EMAIL_HOOK_SECRET}"] if EMAIL_HOOK_SECRET else [],
    "REQUESTS_TIMEOUT": EMAIL_TIMEOUT,
    "AMAZON_SES_AUTO_CONFIRM_SNS_SUBSCRIPTIONS": True,
    **{name[8:]: value for name, value in env.ENVIRON.items() if name.startswith("ANYMAIL_")},
}

# Push ------------------------------------------------------------------------------------------
# The private half of the VAPID pair, base64url; `make run` makes one and keeps it.
VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY", default="")
# Hosts of push services besides those on the public network (one's own, or a test's).
PUSH_HOSTS = env.list("PUSH_HOSTS", default=[])

# The API ---------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.BearerAuthentication",
        "accounts.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["teamflow.common.rendering.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "teamflow.common.api.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=7),
    "USER_ID_FIELD": "id",
    "USER_ID_CLAIM": "user_id",
    "TOKEN_TYPE_CLAIM": "type",
    "ROTATE_REFRESH_TOKENS": False,
    "BLACKLIST_AFTER_ROTATION": False,
}
RATE_LIMITS = {
    "anonymous": env.str("RATE_LIMIT_ANONYMOUS", default="100/m"),
    "person": env.str("RATE_LIMIT_PERSON", default="600/m"),
    "typing": env.str("RATE_LIMIT_TYPING", default="1200/m"),
    "sign_in": env.str("RATE_LIMIT_SIGN_IN", default="10/m"),
    "ai": env.str("RATE_LIMIT_AI", default="20/h"),
    "intake": env.str("RATE_LIMIT_INTAKE", default="20/h"),
    "calendar": env.str("RATE_LIMIT_CALENDAR", default="120/h"),
    "hooks": env.str("RATE_LIMIT_HOOKS", default="3000/m"),
}

# Jobs ------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "visibility_timeout": 600}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_DEFAULT_QUEUE = "maintenance"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "recover-jobs": {"task": "teamflow.recover_jobs", "schedule": 10.0},
    "clean-up": {"task": "teamflow.clean_up", "schedule": 3600.0},
    "compact-boards": {"task": "boards.compact", "schedule": 60.0},
    "clean-up-deliveries": {"task": "integrations.clean_up", "schedule": 24 * 3600.0},
    "keep-reports": {
        "task": "tasks.keep_reports",
        "schedule": 3600.0,
        "options": {"queue": "analytics"},
    },
    "settle-texts": {"task": "tasks.settle_texts", "schedule": 20.0},
    "catch-up-automations": {"task": "tasks.catch_up_automations", "schedule": 10.0},
    "plan-due-automations": {"task": "tasks.plan_due_automations", "schedule": 300.0},
    "notice-breaches": {"task": "tasks.notice_breaches", "schedule": 60.0},
    "make-recurring-tasks": {"task": "tasks.make_recurring", "schedule": 30.0},
    "clean-up-uploads": {"task": "tasks.clean_up_uploads", "schedule": 3600.0},
    "sweep-storage": {"task": "tasks.sweep_storage", "schedule": crontab(hour="2", minute="0")},
    "sweep-board-pictures": {
        "task": "boards.sweep_assets",
        "schedule": crontab(hour="2", minute="30"),
    },
    "remind-of-due-tasks": {"task": "tasks.remind", "schedule": 600.0},
    "send-notices": {
        "task": "tasks.send_notices",
        "schedule": 15.0,
        "options": {"queue": "notify"},
    },
    "forget-archives": {"task": "teamflow.forget_archives", "schedule": 3600.0},
    "keep-meanings": {"task": "tasks.keep_meanings", "schedule": 60.0},
    "clean-up-accounts": {"task": "accounts.clean_up", "schedule": 3600.0},
}

# AI --------------------------------------------------------------------------------------------
OPENAI_API_KEY = env.str("OPENAI_API_KEY", default="")
OPENAI_BASE_URL = env.str("OPENAI_BASE_URL", default="")
OPENAI_MODEL = env.str("OPENAI_MODEL", default="gpt-5-mini")
ANTHROPIC_API_KEY = env.str("ANTHROPIC_API_KEY", default="")
ANTHROPIC_BASE_URL = env.str("ANTHROPIC_BASE_URL", default="")
ANTHROPIC_MODEL = env.str("ANTHROPIC_MODEL", default="claude-sonnet-5-5")
# {"model": ["dollars a million tokens in", "out"]}, beside those of ai/prices.py.
AI_PRICES = env.json("AI_PRICES", default={})
AI_CHAIN = env.list("AI_CHAIN", default=["openai", "anthropic", "outline"])

# The admin --------------------------------------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": "TeamFlow",
    "SITE_HEADER": "TeamFlow",
    "SITE_SUBHEADER": _("Administration"),
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": f"{STATIC_URL}img/favicon.svg"}
    ],
    "BORDER_RADIUS": "6px",
    "COLORS": {
        "primary": {
            "50": "oklch(0.97 0.014 275)",
            "100": "oklch(0.94 0.03 275)",
            "200": "oklch(0.88 0.06 275)",
            "300": "oklch(0.8 0.1 275)",
            "400": "oklch(0.69 0.16 275)",
            "500": "oklch(0.6 0.19 275)",
            "600": "oklch(0.53 0.21 275)",
            "700": "oklch(0.47 0.2 275)",
            "800": "oklch(0.4 0.17 275)",
            "900": "oklch(0.34 0.13 275)",
            "950": "oklch(0.25 0.1 275)",
        }
    },
}

# Language and time -------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Watching it -------------------------------------------------------------------------------------
DJANGO_STRUCTLOG_USER_ID_FIELD = None
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
PROMETHEUS_EXPORT_MIGRATIONS = False
SENTRY_DSN = env.str("SENTRY_DSN", default="")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "teamflow.common.logs.json_formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django_structlog": {"level": env.str("LOG_LEVEL", default="INFO")},
        "daphne": {"level": "WARNING"},
        "httpx2": {"level": "WARNING"},
    },
}

SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # the address is unique without regard to case (constraint user_email_once)
]
