"""The product's own settings for processes that tests start and kill, with some deeds to do."""

from counterpart.config.settings import *  # noqa: F403 -- that is the point
from counterpart.config.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "tests.processes.deeds"]
MIDDLEWARE = [*MIDDLEWARE, "tests.processes.deeds.loading.slowly"]
