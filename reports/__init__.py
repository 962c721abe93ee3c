"""Tell: documents for the people who act on alerts."""
