"""Authority: the time stamp authority that an operator has chosen, one file ``<home>/stamps.yml``.

``url``: where it takes queries (RFC 3161 §3.4); ``roots``: PEM files with the certificates that it must lead to, beside
``stamps.yml`` or by their full path. Both are the operator's: we trust no authority by ourselves.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from crawler.source import addressable
from crawler.source_reading import read_mapping, refuse

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

AUTHORITY = "stamps.yml"
_LARGEST_PEM = 1024 * 1024


class Authority(Struct, frozen=True):
    """``url`` takes queries; ``roots`` are PEM files of certificates."""

    url: str
    roots: tuple[Path, ...]

    @property
    def host(self) -> str:
        """The name under which people are told of it."""
        return urlsplit(self.url).hostname or self.url


def load_authority(path: Path) -> Authority | None:
    """The configured authority; None where there is no file. Raises SourceRefused(file, field, reason)."""
    if not path.exists():
        return None
    fields = read_mapping(path, "url 和 roots")
    unknown = sorted(set(fields) - {"url", "roots"})
    if unknown:
        refuse(path, str(unknown[0]), "不认识的字段，只有 url 和 roots")
    url, roots = fields.get("url"), fields.get("roots")
    if not isinstance(url, str) or not addressable(url):
        refuse(path, "url", "应为时间戳服务的 http 或 https 地址")
    if isinstance(roots, str):
        roots = [roots]
    if not isinstance(roots, list) or not roots or not all(isinstance(root, str) for root in roots):
        refuse(path, "roots", "应写明时间戳服务的根证书文件（PEM）")
    authority = Authority(str(url), tuple(path.parent / root for root in roots))
    for i, root in enumerate(authority.roots):
        try:
            certificates((root,))
        except (OSError, ValueError):
            refuse(path, f"roots.{i}", f"不是可以读取的 PEM 证书：{root}")
    return authority


def certificates(paths: tuple[Path, ...]) -> list[Certificate]:
    """Every certificate of these PEM files. Raises OSError or ValueError."""
    from cryptography.x509 import load_pem_x509_certificates

    found: list[Certificate] = []
    for path in paths:
        with path.open("rb") as file:
            found += [one for one in load_pem_x509_certificates(file.read(_LARGEST_PEM)) if one not in found]
    return found
