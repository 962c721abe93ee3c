"""Masking: what of a person each role may see, decided here alone for reports, JSON and the desk.

Characters are replaced one for one, so every span keeps its place and marks fall where they fell. The table is
docs/personal-data.md; its ground is necessity (个人信息保护法 第六条、第二十八条).
"""

from reports.masking.alerts import Masker
from reports.masking.policy import ROLES, Role, Viewer

__all__ = ["ROLES", "Masker", "Role", "Viewer"]
