"""Retention: what is kept no longer than it is needed, and the one door through which it goes.

What may go: looks at items that never carried an alert, with contents that nobody else has; messages that were told,
with what they were made of; old entries of the schedule. Everything behind an alert stays: every look at its item,
what was decided, and the whole custody record. Triggers refuse every other deletion; see ``door``.
"""
