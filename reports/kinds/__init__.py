"""One kind of report a file: ``build(values, context) -> Document``. The folder is the registry."""
