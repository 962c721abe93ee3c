"""The sample market's site: a directory, HTML and JSON shelves, item pages, room transcripts."""
