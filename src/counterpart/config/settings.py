"""Settings, read from the environment. Every variable is explained in docs/reference/settings.md.

Importing this needs no secret; `counterpart.config.checks` refuses to serve, work or migrate without them.
"""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent
env = environ.Env()
if env_file := env.str("COUNTERPART_ENV_FILE", default=""):
    env.read_env(env_file)

HOME = Path(env.str("COUNTERPART_HOME", default="var")).absolute()
DEBUG = False
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
# Wraps every person's and partnership's data key; the first of the list seals, all of them open.
SEALING_KEYS: list[str] = env.list("SEALING_KEYS", default=[])
if keys_file := env.str("SEALING_KEYS_FILE", default=""):
    SEALING_KEYS = Path(keys_file).read_text().split() if Path(keys_file).is_file() else []

# --- Where we are -----------------------------------------------------------------------------
PUBLIC_URL = env.str("PUBLIC_URL", default="http://localhost:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = [_public.hostname or "localhost"]
if ALLOWED_HOSTS == ["localhost"]:
    ALLOWED_HOSTS += ["127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
FORCE_SCRIPT_NAME = _public.path or None
SECURE = _public.scheme == "https"
PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- What it is made of -----------------------------------------------------------------------
INSTALLED_APPS = [
    "counterpart.config.apps.ConfigApp",
    "counterpart.web",
    "counterpart.search",
    "counterpart.radar",
    "counterpart.stories",
    "counterpart.asks",
    "counterpart.introductions",
    "counterpart.matching",
    "counterpart.partnerships",
    "counterpart.programmes",
    "counterpart.letters",
    "counterpart.people",
    "counterpart.skills",
    "counterpart.journal",
    "counterpart.jobs",
    "allauth",
    "allauth.account",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials.apps.SimpleAppConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "counterpart.web.around.refuse_endless",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "counterpart.web.around.keep_private",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "counterpart.config.urls"
WSGI_APPLICATION = "counterpart.config.wsgi.application"

_loaders = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

FORM_RENDERER = "counterpart.web.forms.look.LookRenderer"

# --- What it remembers ------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{HOME / 'counterpart.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Who asked how often for a code; so many that nobody pushes another's count out by asking for many addresses.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
TASKS = {
    "default": {
        "BACKEND": "counterpart.jobs.backend.Backend",
        "QUEUES": ["default", "slow", "mail"],
        "OPTIONS": {"id_function": "uuid.uuid4"},
    }
}
# Seconds after which the job of a worker that says nothing more is given to another.
JOB_LEASE = env.float("JOB_LEASE", default=30.0)
# Seconds between two looks into the queue.
JOB_POLL = env.float("JOB_POLL", default=0.5)
# An uploaded list of people: 10 MB at most, counted while reading.
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 2**20

# --- Who may come in --------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "counterpart.web.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "counterpart.web.forms.signing_in.AskForCode",
    "confirm_login_code": "counterpart.web.forms.signing_in.GiveCode",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # a letter takes its time
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
SESSION_ENGINE = "counterpart.people.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# --- How it speaks ----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["counterpart.config.formats"]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")

# --- Letters ----------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
# Seconds after which a letter that a worker took along and never reported on is tried again.
SEARCH_BY_MEANING = env.bool("SEARCH_BY_MEANING", default=True)
OUTSIDE_INTRODUCTIONS = env.bool("OUTSIDE_INTRODUCTIONS", default=True)
LETTER_HOLD = env.float("LETTER_HOLD", default=150.0)
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default="Counterpart <counterpart@localhost>")
# Hosts of chats that members may let a line be written to; none, and nobody can.
CHAT_HOSTS: list[str] = env.list("CHAT_HOSTS", default=[])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "counterpart.config.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
