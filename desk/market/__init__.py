"""The sample market: a local site with shops and livestream rooms whose shelves change over three days.

It is a site like any other. Only ``desk.demo`` knows that it is ours; the crawler reads it through the
platform ``market`` and finds nothing there but what a visitor sees. The texts are invented, as are the shops.
"""
