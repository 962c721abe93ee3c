"""Ways to tamper with a pack, and both who must notice: the command's check and the program that lies in the pack."""

from __future__ import annotations

import importlib.util
import random
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from reports.evidence_pack import verify


def packaged(pack: Path, folder: Path) -> ModuleType:
    """The ``verify.py`` of an untouched pack, as a stranger has it."""
    folder.mkdir(exist_ok=True)
    path = folder / "verify.py"
    with zipfile.ZipFile(pack) as archive:
        path.write_bytes(archive.read("verify.py"))
    spec = importlib.util.spec_from_file_location("packaged_verify", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named(path: Path, by: ModuleType = verify) -> list[str]:
    """What is said against a pack; a refusal counts as one thing said."""
    try:
        return list(by.check(path).problems)
    except by.Refused as refused:
        return [str(refused)]


def single_bytes(pack: Path, scratch: Path, number: int, seed: int) -> Iterator[tuple[int, str]]:
    """Change one byte at a time in a copy: (offset, the member it lies in or the part of the ZIP). The copy is whole again
    after each step."""
    rng = random.Random(seed)
    shutil.copyfile(pack, scratch)
    size = scratch.stat().st_size
    regions = parts(pack)
    with scratch.open("r+b", buffering=0) as file:
        for _ in range(number):
            at = rng.randrange(size)
            file.seek(at)
            before = file.read(1)[0]
            file.seek(at)
            file.write(bytes([before ^ rng.randrange(1, 256)]))
            yield at, next(name for start, end, name in regions if start <= at < end)
            file.seek(at)
            file.write(bytes([before]))


def parts(pack: Path) -> list[tuple[int, int, str]]:
    """(start, end, what) over all bytes of a pack."""
    found = []
    with zipfile.ZipFile(pack) as archive:
        for entry in archive.infolist():
            data = entry.header_offset + 30 + len(entry.filename)
            found += [(entry.header_offset, data, "文件头"), (data, data + entry.file_size, entry.filename)]
        found += [
            (archive.start_dir, pack.stat().st_size - 22, "ZIP 目录"),
            (pack.stat().st_size - 22, pack.stat().st_size, "ZIP 结尾"),
        ]
    return found


def rebuilt(pack: Path, out: Path, members: list[tuple[str, bytes]]) -> Path:
    """A ZIP in exactly the writing of packs, of other members."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, data)
    return out


def members(pack: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(pack) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
