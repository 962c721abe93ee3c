"""Schema versions, oldest first in ``versions``; a released one is never edited."""
