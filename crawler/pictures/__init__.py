"""Pictures of listings: fetched within the source's limits, kept in evidence under their hash, and read.

A run names each picture that could be had, and each that could not with the reason; a picture that is missing never makes
a shelf incomplete. What is printed in a picture is read afterwards, by one worker process at a time.
"""
