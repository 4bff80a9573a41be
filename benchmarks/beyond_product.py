"""What is promised beyond the pair: `python -m benchmarks.beyond_product ROW`.

The last line printed is JSON: id, measured, n, seed. Everything is measured when asked for.
"""

import sys

from benchmarks.spine_product import main

# A row -> the module that measures it, which has a function of that name (with _ for -).
ROWS = {
    "introductions-early": "introductions",
    "outside-early": "introductions",
    "suggestions-wrong": "introductions",
    "reach-differs": "introductions",
    "anonymous-told": "asks",
    "asks-races": "asks",
    "asks-unanswered-silent": "asks",
    "radar-pinned": "radar",
    "markdown-attacks": "stories",
    "markdown-generated": "stories",
    "markdown-browser": "stories",
    "search-typos": "many",
    "search-many": "many",
    "reading-many": "many",
    "many-queries": "many",
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], ROWS))
