"""What no plan foresees: programs killed anywhere, again and again, over one memory."""
