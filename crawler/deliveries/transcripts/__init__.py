"""Forms in which a session's speech is handed over: subtitles, and what speech recognition services write as JSON.

The folder is the registry of JSON forms: a module with ``NAME`` and
``said(document) -> Iterator[Said | Problem] | None``, where None says that the document is not of its form.
"""
