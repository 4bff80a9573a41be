"""One letter of every kind, for the tests that read them all. A kind that is missing here fails the suite.

Give each kind a function that makes what it is about and answers the letter.
"""

from collections.abc import Callable

from counterpart.letters import Kind
from counterpart.letters.letters import Test
from tests.cast import Cast

EXAMPLES: dict[type[Kind], Callable[[Cast], Kind]] = {
    Test: lambda cast: Test(),
}
