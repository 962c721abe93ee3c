"""An office's own templates: kept apart from ours, run where they can do no harm, and looked over before they are relied on.

``templating`` renders with them, ``linting`` looks them over, ``sample`` is the document that this is tried on.
"""
