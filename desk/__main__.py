"""``python -m desk`` is ``zuanjian``."""

from desk.cli import main

main()
