"""What is promised of the journey: `python -m benchmarks.journey_product ROW`.

The last line printed is JSON: id, measured, n, seed. Everything is measured when asked for.
"""

import sys

from benchmarks.spine_product import main

# A row -> the module that measures it, which has a function of that name (with _ for -).
ROWS = {
    "whole-life": "together",
    "two-phones": "together",
    "calendar": "together",
    "races": "together",
    "mail-server": "together",
    "half-year": "together",
    "raw-files": "together",
    "swapped": "together",
    "journeys-broken": "together",
    "journeys-axe": "together",
    "rotation": "rotation",
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], ROWS))
