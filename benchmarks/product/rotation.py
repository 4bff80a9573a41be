"""How long it takes to wrap every data key again, and whether pages go on being served meanwhile."""

import subprocess
import sys
import threading
import time
import urllib.request

from benchmarks.product.site import Site, installation
from benchmarks.spine_product import Measured

KEYS = 100_000
WISH = "What only Zoe reads"
PAUSE = 0.2  # seconds between two looks at the page

# In the installation's own environment: people with a data key each, one of whom is signed in.
FILL = """
import sys
import django
django.setup()
from django.conf import settings
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from counterpart.people.sessions import SessionStore
from django.utils import timezone
from counterpart.common import sealing
from counterpart.common.keyring import sealing_keys
from counterpart.people import actions, keys
from counterpart.people.models import Person, PersonKey
keyring, count = sealing_keys(), int(sys.argv[1])
for start in range(0, count, 10_000):
    people = Person.objects.bulk_create(
        [Person(email=f"p{n}@example.org", name="Somebody") for n in range(start, start + 10_000)]
    )
    PersonKey.objects.bulk_create([
        PersonKey(
            person=each,
            wrapped=sealing.wrap(keyring, sealing.new_key(), where=keys.RING._where(each.pk)),
        )
        for each in people
    ])
zoe = Person.objects.create_user("zoe@example.org", name="Zoe Ek")
actions.tell_seek(sys.argv[2], by=zoe, at=timezone.now(), private=True)
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(zoe.pk), zoe.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
session.save()
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""


class Reader(threading.Thread):
    """Zoe, who reads her own page again and again."""

    def __init__(self, site: Site, cookie: str) -> None:
        super().__init__(daemon=True)
        self.request = urllib.request.Request(f"{site.url}/profile/", headers={"Cookie": cookie})
        self.over = threading.Event()
        self.served = self.failed = 0

    def run(self) -> None:
        while not self.over.wait(PAUSE):
            try:
                with urllib.request.urlopen(self.request, timeout=30) as answer:
                    fine = WISH in answer.read().decode()
            except OSError:
                fine = False
            self.served += fine
            self.failed += not fine


def rotation() -> Measured:
    """Seconds until the last key is wrapped with the new one; an error where a page failed meanwhile."""
    with installation(keys=2) as site:
        cookie = _in(site, FILL, str(KEYS), WISH).strip()
        reader = Reader(site, cookie)
        reader.start()
        old, new = site.environment["SEALING_KEYS"].split(",")
        site.environment["SEALING_KEYS"] = f"{new},{old}"
        began = time.monotonic()
        told = site.command("rotatekeys")
        seconds = time.monotonic() - began
        reader.over.set()
        reader.join()
    print(f"{told.strip()} {reader.served} pages were served, {reader.failed} were not")
    if reader.failed or not reader.served:
        raise RuntimeError("a page failed while keys were wrapped again")
    return Measured(round(seconds, 1), KEYS)


def _in(site: Site, script: str, *words: str) -> str:
    environment = site.environment | {"DJANGO_SETTINGS_MODULE": "counterpart.config.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environment,
        cwd=site.home,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return ran.stdout
