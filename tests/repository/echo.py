"""Prints what it is given: stands in for a measurement in the tests of the evidence."""

import sys

sys.stdout.write(sys.argv[1] + "\n")
