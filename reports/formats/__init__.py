"""One format a file: ``render(document) -> bytes``. The folder is the registry."""
