"""One module per kind of delivered file."""
