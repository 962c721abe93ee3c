"""One subject a file; each has a ``router``. The folder is the registry."""
