"""Zipped packages: each member is read like a file of its own, into one run; a bad member costs itself alone."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from crawler.deliveries.delivery import Context, DeliveryRefused, Kind, Problem, Row, kind_of
from crawler.deliveries.packages.archive import Archive, Member, MemberRefused
from crawler.deliveries.packages.finding import find_manifest
from crawler.deliveries.packages.manifest import NAME as MANIFEST
from crawler.deliveries.packages.manifest import PackageManifest, Stated
from crawler.deliveries.packages.spoken import Spoken

NAME = "package"
SUFFIXES = (".zip",)


def read(path: Path, context: Context) -> Iterator[Row]:
    """The rows of every member, in the order of the package; each row says which member it stands in.

    A member that is refused (path outside, link, encrypted, nested, bomb, altered, not listed, unreadable) and
    one that is listed but missing are rows without a listing. Raises DeliveryRefused when nothing is in it.
    """
    with closing(Archive(path)) as archive, TemporaryDirectory(prefix="zuanjian-") as folder:
        if not archive.members:
            raise DeliveryRefused(path.name, "压缩包里没有文件")
        base, manifest = find_manifest(archive, Path(folder))
        if isinstance(manifest, Problem):
            yield Row(0, None, (manifest,), file=manifest.file, remark=True)
        else:
            yield from (Row(0, None, (problem,), file=MANIFEST, remark=True) for problem in manifest.problems)
        spoken = Spoken(context)
        context = replace(context, speech=spoken.of)
        listed = manifest.files if isinstance(manifest, PackageManifest) else None
        for number, member in enumerate(archive.members):
            # A second manifest under the same name is a refused member and is named as one.
            if member.name != base + MANIFEST or member.refusal:
                target = Path(folder) / str(number) / PurePosixPath(member.name).name
                yield from spoken.hear(
                    _member(archive, member, _stated(listed, base, member), target, context, spoken.later)
                )
        for read_later in spoken.later:
            yield from read_later()
        names = {member.name for member in archive.members}
        for name in listed or ():
            if base + name not in names:
                yield _refused(name, "清单列出了这个文件，包内没有")


def sender_batch(path: Path) -> str | None:
    """The batch id that the manifest states. Raises DeliveryRefused for what is no zip."""
    with closing(Archive(path)) as archive, TemporaryDirectory(prefix="zuanjian-") as folder:
        _, manifest = find_manifest(archive, Path(folder))
    return manifest.batch if isinstance(manifest, PackageManifest) else None


def _stated(listed: dict[str, Stated] | None, base: str, member: Member) -> Stated | MemberRefused | None:
    """What the manifest says of the member; None when there is no manifest to ask."""
    if listed is None:
        return None
    named = listed.get(member.name.removeprefix(base)) if member.name.startswith(base) else None
    return named or MemberRefused("清单没有列出这个文件")


def _member(
    archive: Archive,
    member: Member,
    stated: Stated | MemberRefused | None,
    target: Path,
    context: Context,
    later: list[Callable[[], Iterator[Row]]],
) -> Iterator[Row]:
    """The member's rows; a recorded shelf waits in ``later`` until every transcript of the package was read."""
    if member.refusal:
        yield _refused(member.name, member.refusal)
        return
    try:
        sha256, kind = _unpacked(archive, member, stated, target)
    except (MemberRefused, DeliveryRefused) as refused:
        target.unlink(missing_ok=True)
        yield _refused(member.name, refused.reason)
        return
    if context.keep:
        context.keep(target, sha256)
    rows = partial(_rows, member.name, kind, target, replace(context, sha256=sha256))
    if kind.NAME == "shelf":
        later.append(rows)
    else:
        yield from rows()


def _rows(name: str, kind: Kind, target: Path, context: Context) -> Iterator[Row]:
    try:
        for row in kind.read(target, context):
            yield row.in_member(name)
    except DeliveryRefused as refused:
        yield _refused(name, refused.reason)
    finally:
        target.unlink(missing_ok=True)


def _unpacked(
    archive: Archive, member: Member, stated: Stated | MemberRefused | None, target: Path
) -> tuple[str, Kind]:
    """The member's sha256 and who reads it, once it lies at ``target``. Raises MemberRefused, DeliveryRefused."""
    if isinstance(stated, MemberRefused):
        raise stated
    target.parent.mkdir()
    sha256 = archive.unpack(member, target)
    wanted = stated.kind if isinstance(stated, Stated) else None
    if isinstance(stated, Stated) and sha256 != stated.sha256:
        raise MemberRefused(f"内容与清单的 sha256 不符（清单 {stated.sha256[:12]}…，实为 {sha256[:12]}…）")
    if _nested(target) or wanted == NAME:
        raise MemberRefused("包内不得再有压缩包")
    return sha256, kind_of(target, wanted)


def _refused(name: str, reason: str) -> Row:
    return Row(0, None, (Problem(0, "", reason, file=name),), file=name)


def _nested(path: Path) -> bool:
    """True for a zip that is no workbook, whatever its name says."""
    with path.open("rb") as file:
        if not file.read(4).startswith(b"PK\x03\x04"):
            return False
    try:
        with closing(Archive(path)) as inner:
            names = {member.name for member in inner.members}
    except (DeliveryRefused, zipfile.BadZipFile):
        return False  # the reader of workbooks will say what is wrong with it
    return not names & {"[Content_Types].xml", "mimetype"}
