"""Columns that no alias knows: what they may mean is proposed, confirmed once by a person, and remembered per sender."""
