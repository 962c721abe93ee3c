"""Reading pictures with a worker that a test plays itself: what hangs or dies is named, replaced, and holds up nobody."""

from __future__ import annotations

import fcntl
import hashlib
import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.listing import Image, Listing
from crawler.pictures.engine import PIECES, SIDE, pieces
from crawler.pictures.keeping import keep
from crawler.pictures.reading import Reader, ReaderFailed
from crawler.pictures.texts import Line, Reading, Readings, text_of, tidied, with_texts

WORKER = """
import json, sys, threading
open(sys.argv[1], "a").write("start\\n")
print(json.dumps({}), flush=True)
for line in sys.stdin:
    word = open(line.strip()).read()
    open(sys.argv[1], "a").write(word + "\\n")
    if word == "hang":
        threading.Event().wait()
    if word == "die":
        sys.exit(1)
    if word == "babble":
        print("not json", flush=True)
    print(json.dumps({"lines": [{"text": word, "confidence": 1.0, "box": [0, 0, 9, 9]}]}), flush=True)
"""


def stored(evidence: Path, word: str) -> str:
    sha256 = hashlib.sha256(word.encode()).hexdigest()
    keep(evidence, sha256, word.encode())
    return sha256


def reader(tmp_path: Path, version: str = "1", **options: object) -> Reader:
    (tmp_path / "worker.py").write_text(WORKER)
    command = (sys.executable, str(tmp_path / "worker.py"), str(tmp_path / "diary"))
    return Reader(tmp_path / "evidence", version, **{"command": command, "seconds": 20.0, **options})  # type: ignore[arg-type]


def diary(tmp_path: Path) -> list[str]:
    return (tmp_path / "diary").read_text().splitlines()


def test_a_picture_is_read_once_for_a_version(tmp_path: Path) -> None:
    sha256 = stored(tmp_path / "evidence", "ring")
    for version in ("1", "1", "2"):
        with reader(tmp_path, version) as one:
            found = one.read(sha256)
        assert found is not None
        assert text_of(found) == ("ring",)
    assert diary(tmp_path) == ["start", "ring", "start", "ring"]
    kept = json.loads((tmp_path / "evidence" / "ocr" / f"{sha256}.json").read_text())
    assert (kept["engine"], kept["version"], kept["outcome"]) == ("rapidocr", "2", "read")


@pytest.mark.parametrize(("word", "outcome"), [("hang", "timeout"), ("die", "crashed"), ("babble", "crashed")])
def test_a_worker_that_fails_is_replaced_and_the_next_picture_read(tmp_path: Path, word: str, outcome: str) -> None:
    bad, good = stored(tmp_path / "evidence", word), stored(tmp_path / "evidence", "ring")
    with reader(tmp_path, seconds=1.0 if word == "hang" else 20.0) as one:
        first, second = one.read(bad), one.read(good)
        again = one.read(bad)
    assert first is not None
    assert second is not None
    assert (first.outcome, second.outcome) == (outcome, "read")
    assert again == first
    assert diary(tmp_path) == ["start", word, "start", "ring"]


def test_what_failed_is_tried_again_only_when_asked(tmp_path: Path) -> None:
    bad = stored(tmp_path / "evidence", "die")
    with reader(tmp_path) as one:
        one.read(bad)
    with reader(tmp_path, retry=True) as one:
        one.read(bad)
    assert diary(tmp_path) == ["start", "die", "start", "die"]


def test_a_worker_that_does_not_start_is_one_line(tmp_path: Path) -> None:
    sha256 = stored(tmp_path / "evidence", "ring")
    with (
        Reader(tmp_path / "evidence", "1", command=(sys.executable, "-c", "raise SystemExit(3)")) as one,
        pytest.raises(ReaderFailed, match="无法启动"),
    ):
        one.read(sha256)


def test_a_picture_that_is_not_in_evidence_is_nothing(tmp_path: Path) -> None:
    with reader(tmp_path) as one:
        assert one.read("0" * 64) is None
    assert not (tmp_path / "diary").exists()


def test_one_reader_at_a_time(tmp_path: Path) -> None:
    with (
        reader(tmp_path),
        (tmp_path / "evidence" / "ocr" / ".lock").open("ab") as lock,
        pytest.raises(BlockingIOError),
    ):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with (tmp_path / "evidence" / "ocr" / ".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_the_engines_slips_are_undone_only_where_nothing_else_can_be_meant() -> None:
    assert tidied("1GI LG612345678") == "IGI LG612345678"
    assert tidied("IGILG612345678") == "IGI LG612345678"
    assert tidied("证书1GI") == "证书IGI"
    assert tidied("D色 WS1 3EX") == "D色 VVS1 3EX"
    for same in ("BIGI 2024", "NEWS1", "金戒指", "11GI2", "ＩＧＩ", "IGI 612"):
        assert tidied(same) == same


def test_a_listing_gets_text_by_hash_and_keeps_what_it_has() -> None:
    reading = Reading(
        "a" * 64, "rapidocr", "1", "read", (Line(" 培育钻石 ", 0.9, (0, 0, 1, 1)), Line(" ", 0.9, (0, 0, 1, 1)))
    )
    images = (Image(sha256="a" * 64), Image(sha256="a" * 64, ocr_text=("自带",)), Image(sha256="b" * 64), Image())
    told = with_texts(Listing("web", "1", title="戒指", images=images), {"a" * 64: reading}.get)
    assert [image.ocr_text for image in told.images] == [("培育钻石",), ("自带",), (), ()]
    plain = Listing("web", "1", title="戒指", images=(Image(),))
    assert with_texts(plain, {}.get) is plain


def test_a_damaged_record_is_as_good_as_none(tmp_path: Path) -> None:
    readings = Readings(tmp_path)
    readings.folder.mkdir()
    (readings.folder / f"{'a' * 64}.json").write_bytes(b"\xff{")
    assert readings.of("a" * 64) is None


@pytest.mark.parametrize("height", [300, 1440, 1500, 5200, 40_000])
def test_a_long_picture_is_cut_so_that_each_line_is_whole_in_one_piece(height: int) -> None:
    cuts = list(pieces(720, height))
    assert cuts[0][2] == 0
    assert cuts[-1][3] == height
    for (_, bottom, _, last), (top, _, first, _) in pairwise(cuts):
        assert first == last
        assert top < first < bottom
    assert len(cuts) == 1 or all(bottom - top <= SIDE for top, bottom, _, _ in cuts)
    assert PIECES > 20
