import sys

from counterpart.cli import main

if __name__ == "__main__":  # the web server imports this again in its own processes
    sys.exit(main())
