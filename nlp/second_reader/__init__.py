"""The second reader: a linear model over characters, learnt from the labelled corpus by ``make train``.

It says how much a listing's wording resembles listings that were flagged. It never decides: it moves the confidence
of what the rules found, and where they found nothing it may ask for a look. What it was trained on, how far it helps
and what it must not be used for stands in card.md.
"""
