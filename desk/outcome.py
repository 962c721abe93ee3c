"""How a command ends: the exit status that scripts rely on, and the one line a person reads.

0 done; 1 done in part: something was refused, not seen or failed, and is named; 2 bad usage or no usable input.
"""

from __future__ import annotations

DONE = 0
IN_PART = 1
UNUSABLE = 2


class Unusable(Exception):
    """Nothing could be done. The message is one Chinese line that names file, place and reason."""
