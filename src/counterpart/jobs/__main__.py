"""`python -m counterpart.jobs HOLDER QUEUES`: the child that a worker starts."""

import sys

from counterpart.common import lifeline

if __name__ == "__main__":
    lifeline.hold()
    import django

    django.setup()
    from django.conf import settings

    from counterpart.jobs.work import work

    work(sys.argv[1], sys.argv[2].split(","), poll=settings.JOB_POLL)
