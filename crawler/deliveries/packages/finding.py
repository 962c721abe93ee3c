"""Where the manifest lies in a package, and what it says."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from crawler.deliveries.delivery import Problem
from crawler.deliveries.packages.archive import Archive, MemberRefused
from crawler.deliveries.packages.manifest import LONGEST, PackageManifest, read_manifest
from crawler.deliveries.packages.manifest import NAME as MANIFEST

_NO_MANIFEST = "包内没有 manifest.json：各文件已读取，但无法核对是否齐全、是否被改动"


def find_manifest(archive: Archive, folder: Path) -> tuple[str, PackageManifest | Problem]:
    """The folder in the package that the manifest lies in ("" or "name/"), and the manifest or why there is none."""
    found = [m for m in archive.members if PurePosixPath(m.name).name == MANIFEST and m.name.count("/") <= 1]
    if not found:
        return "", Problem(0, "", _NO_MANIFEST, file=MANIFEST)
    member = min(found, key=lambda m: m.name.count("/"))
    base = member.name.removesuffix(MANIFEST)
    if member.info.file_size > LONGEST:
        return base, Problem(0, "", "清单过大，未读；各文件未能核对", file=MANIFEST)
    target = folder / MANIFEST
    try:
        archive.unpack(member, target)
    except MemberRefused as refused:
        return base, Problem(0, "", f"{refused.reason}；各文件未能核对", file=MANIFEST)
    return base, read_manifest(target.read_bytes()[: LONGEST + 1])
