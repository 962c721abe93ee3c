"""Recorded shelf payloads of live rooms, read for a lawful holder who hands them over; nothing here fetches one.

The folder is the registry: a module with ``NAME``, ``KEYS`` (names that give a payload away) and
``seen(payload) -> Iterator[Shown | Session | Bad] | None``, where None says that the payload is not of its form.
"""
