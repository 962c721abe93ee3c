"""Context: which mentions are claims about this item, and which are denied, compared, asked, taught or quoted."""
