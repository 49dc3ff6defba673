"""Settings, all from the environment. DJANGO_ENV is development, demo, test or production."""

import os
from pathlib import Path

import environ
import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from sendsys.services import development_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DJANGO_ENV = env("DJANGO_ENV", default="development")
if DJANGO_ENV not in {"development", "demo", "test", "production"}:
    raise ImproperlyConfigured("DJANGO_ENV must be development, demo, test or production.")
PRODUCTION = DJANGO_ENV == "production"
DEMO = DJANGO_ENV == "demo"
TESTING = DJANGO_ENV == "test"
DEBUG = False

DATA_DIR = Path(env("SENDSYS_DATA", default=str(BASE_DIR / "var")))
BUILT_ASSETS = DATA_DIR / "assets" if not TESTING else BASE_DIR / "var" / "assets"
BUILT_ASSETS.mkdir(parents=True, exist_ok=True)

WEAK_SECRETS = ("changeme", "secret", "insecure", "password", "example")


def strong_secret() -> str:
    """SECRET_KEY from the environment; outside production a key kept in the data folder will do."""
    secret = env("SECRET_KEY", default="")
    if not PRODUCTION:
        return secret or development_secret_key()
    weak = len(secret) < 50 or len(set(secret)) < 12 or any(word in secret.lower() for word in WEAK_SECRETS)
    if weak:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing or weak. Set it to 50 or more random characters, for example with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return secret


SECRET_KEY = strong_secret()
EMBEDDED = env.bool("SENDSYS_EMBEDDED", default=False)
if PRODUCTION and "DATABASE_URL" not in os.environ and not EMBEDDED:
    raise ImproperlyConfigured(
        "DATABASE_URL is not set. Point it at Postgres, or ask for the embedded servers by name with "
        "SENDSYS_EMBEDDED=1."
    )

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
ROOT_URLCONF = "sendsys.urls"
WSGI_APPLICATION = "sendsys.wsgi.application"

INSTALLED_APPS = [
    "sendsys.apps.SendsysConfig",
    "core.schools",
    "core.accounts",
    "core.audit",
    "core.lifecycle",
    "core.jobs",
    "core.documents",
    "core.reminders",
    "core.ui",
    "register",
    "agencies",
    "apdr",
    "ehcp",
    "governance",
    "overview",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "crispy_bootstrap5",
    "crispy_forms",
    "csp",
    "django_htmx",
    "guardian",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "sendsys.middleware.MethodsMiddleware",
    "sendsys.middleware.PublicPagesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "core.accounts.middleware.SignInMiddleware",
    "core.accounts.middleware.SchoolMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "core.ui.context.shell",
            ],
            "builtins": ["core.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

# Two logins, one alias: the owner migrates (and owns), everything else is a role that row-level security binds.
AS_OWNER = env.bool("SENDSYS_AS_OWNER", default=False)
_DATABASE = "DATABASE_OWNER_URL" if AS_OWNER and "DATABASE_OWNER_URL" in os.environ else "DATABASE_URL"
DATABASES = {"default": env.db_url(_DATABASE, default="postgres://sendsys_web@127.0.0.1:1/sendsys")}
# after how often Postgres keeps the plan of a read that core/schools/prepared.py marks; no other statement's is kept
_PLANS = {"prepare_threshold": 1 if env.bool("DATABASE_PLANS_KEPT", default=True) else None}
DATABASES["default"] |= {
    "ENGINE": "core.schools.postgres",
    "ATOMIC_REQUESTS": True,
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=600),
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": DATABASES["default"].get("OPTIONS", {}) | _PLANS,
}
WEB_ROLE = env("SENDSYS_WEB_ROLE", default="sendsys_web")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:1/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "sendsys",
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE = {
    "resume-lost-jobs": {"task": "core.jobs.tasks.resume_lost_jobs", "schedule": 60.0},
    "forget-drafts": {"task": "core.ui.tasks.forget_drafts", "schedule": 86400.0},
    "forget-jobs": {"task": "core.jobs.tasks.forget_jobs", "schedule": 86400.0},
    "forget-uploads": {"task": "register.tasks.forget_uploads", "schedule": 86400.0},
    "forget-printed-sheets": {"task": "register.tasks.forget_printed_sheets", "schedule": 86400.0},
    "forget-session-sheets": {"task": "apdr.tasks.forget_session_sheets", "schedule": 86400.0},
    "forget-print-runs": {"task": "apdr.tasks.forget_print_runs", "schedule": 86400.0},
    "read-new-documents": {"task": "register.tasks.read_new_documents", "schedule": 120.0},
    "mark-leavers": {"task": "register.transition.tasks.mark_leavers", "schedule": 86400.0},
    "daily-rounds": {"task": "core.reminders.tasks.daily_rounds", "schedule": 600.0},
    "send-waiting-mail": {"task": "core.reminders.tasks.send_waiting_mail", "schedule": 60.0},
    "draft-term-reports": {
        "task": "overview.governors.tasks.draft_reports_of_ended_terms",
        "schedule": 86400.0,
    },
    "forget-notices": {"task": "core.reminders.tasks.forget_notices", "schedule": 86400.0},
    "clear-sessions": {"task": "core.accounts.tasks.clear_sessions", "schedule": 86400.0},
}

# Who may come in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ANONYMOUS_USER_NAME = None  # guardian: nobody holds a grant without signing in
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "core.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "core.accounts.adapter.SocialAdapter"
ACCOUNT_FORMS = {"request_login_code": "core.accounts.forms.RequestLoginCodeForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by email: using the invitation proves the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "SENDSYS"
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    name: {"APPS": [{"client_id": env(f"{name.upper()}_CLIENT_ID"), "secret": env(f"{name.upper()}_SECRET")}]}
    for name in ("google", "microsoft")
    if env(f"{name.upper()}_CLIENT_ID", default="")
}
SIGN_IN_HOSTS = {"google": "https://accounts.google.com", "microsoft": "https://login.microsoftonline.com"}
INSTALLED_APPS += [f"allauth.socialaccount.providers.{name}" for name in SOCIALACCOUNT_PROVIDERS]
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=not (DEMO or TESTING))
IDLE_MINUTES = env.int("IDLE_MINUTES", default=30)  # a school may set fewer
SITE_ID = 1

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # read from the cache, kept in the database
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sendsys.views.csrf_failure"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # rate limits count the client's address, not the proxy's
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        # signing in with a provider posts here and is sent on to the provider
        "form-action": [SELF, *(SIGN_IN_HOSTS[name] for name in SOCIALACCOUNT_PROVIDERS)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", BUILT_ASSETS]
WHITENOISE_USE_FINDERS = not PRODUCTION and not DEMO
WHITENOISE_MAX_AGE = 3600 if TESTING else 31536000
_STATIC_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if TESTING or DJANGO_ENV == "development"
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
PRIVATE_BUCKET = env("PRIVATE_BUCKET", default="")
_PRIVATE = (
    {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": PRIVATE_BUCKET,
            "endpoint_url": env("S3_ENDPOINT_URL", default="") or None,
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
    if PRIVATE_BUCKET
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(DATA_DIR / "files"),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }
)
STORAGES = {
    "default": _PRIVATE,
    "private": _PRIVATE,
    "staticfiles": {"BACKEND": _STATIC_BACKEND},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_MOST_MB = env.int("UPLOAD_MOST_MB", default=20)  # size of one document in a pupil's file
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

# Mail: no identifiable information about a child ever goes into one
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="SENDSYS <no-reply@sendsys.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20  # seconds
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{DATA_DIR}/mail"))
if env("EMAIL_URL", default="") == "":
    EMAIL_FILE_PATH = str(DATA_DIR / "mail")
# a hosted sender: EMAIL_BACKEND=anymail.backends.….EmailBackend and its settings as ANYMAIL_…
ANYMAIL = {
    name.removeprefix("ANYMAIL_"): value for name, value in os.environ.items() if name.startswith("ANYMAIL_")
}
DELIVERY_BACKEND = env("EMAIL_BACKEND", default=vars()["EMAIL_BACKEND"])
EMAIL_BACKEND = "core.jobs.mail.QueuedEmailBackend"

# History of every row, with who did it in the row itself
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = False
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "sendsys.logs.PlainFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # a statement logged with its parameters would hold children's data
    "loggers": {"django.db.backends": {"level": "CRITICAL"}, "django.request": {"level": "ERROR"}},
}

if TESTING:
    # the tests' database is made from the models in seconds; tests/core/test_migrations.py holds the migrations to it
    MIGRATION_MODULES = dict.fromkeys(app.rpartition(".")[2] for app in INSTALLED_APPS)
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    WHITENOISE_USE_FINDERS = (
        False  # every client of a test would look through all static files; journeys turn it on
    )
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CELERY_TASK_ALWAYS_EAGER = True
    CELERY_TASK_EAGER_PROPAGATES = True
    DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ACCOUNT_RATE_LIMITS = False
    STORAGES["default"] = STORAGES["private"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
