"""Tell: documents for the people who act on alerts.

``write`` is the entrance: values -> neutral document (``kinds/``) -> file (``formats/``).
"""

from reports.writing import Context, ReportRefused, formats, kinds, write

__all__ = ["Context", "ReportRefused", "formats", "kinds", "write"]
