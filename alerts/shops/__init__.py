"""One shop as the memory knows it: which it is, what stood on its shelves last, how it was looked at, what became of it."""
