"""JD shops, through the open platform (JOS) of the shop's own grant."""
