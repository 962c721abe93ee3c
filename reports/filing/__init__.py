"""Filing a lead about a right: how a listing touches it, what each channel asks for, and what it would refuse it for.

``channels/<name>.yml`` is one channel a file; the folder is the registry. Nothing is said of a channel that its file
does not say, and what could not be checked there is said to be unchecked.
"""
