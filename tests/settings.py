"""The product's own settings, with keys made up for the run and a database in a folder of its own."""

import base64
import os
import secrets
import tempfile
from pathlib import Path

# What a developer's shell or .env says about their own instance is not for tests.
for name in (
    "CHAT_HOSTS",
    "COUNTERPART_ENV_FILE",
    "DEMO",
    "EMAIL_URL",
    "FROM_EMAIL",
    "PUBLIC_URL",
    "SEALING_KEYS_FILE",
    "TIME_ZONE",
    "TRUSTED_PROXIES",
):
    os.environ.pop(name, None)
# A worker of pytest-xdist inherits these from the process that started it.
os.environ.setdefault("TESTS_HOME", tempfile.mkdtemp(prefix="counterpart-tests-"))
os.environ.setdefault("TESTS_SECRET_KEY", secrets.token_urlsafe(50))
os.environ.setdefault("TESTS_SEALING_KEY", base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
os.environ["COUNTERPART_HOME"] = os.environ["TESTS_HOME"]
os.environ["SECRET_KEY"] = os.environ["TESTS_SECRET_KEY"]
os.environ["SEALING_KEYS"] = os.environ["TESTS_SEALING_KEY"]
# It would read the whole vocabulary in every process; who tests it switches it on.
os.environ["SEARCH_BY_MEANING"] = "false"
# Playwright's sync API runs inside an event loop of its own; our code never does.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from counterpart.config.settings import *  # noqa: E402, F403 -- the environment comes first
from counterpart.config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402 -- likewise

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: threads and live servers get real connections, real locks and a real WAL.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["TESTS_HOME"]) / "tests.sqlite3")}
CHAT_HOSTS = ["hooks.slack.com", ".logic.azure.com", "chat.example.org"]
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
