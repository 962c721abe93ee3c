"""One format a module or package: ``render(document, context) -> bytes`` and ``BINARY``. The folder is the registry."""
