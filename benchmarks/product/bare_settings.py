"""Those of the tests, with a view that does nothing beside all the others."""

from tests.settings import *  # noqa: F403 (all of them)

ROOT_URLCONF = "benchmarks.product.bare_urls"
