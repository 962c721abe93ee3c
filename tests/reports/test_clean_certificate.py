"""The clean certificate: what it takes, what stands in the way, and what its code can be checked against."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.queries import queue
from alerts.retention.removing import retain
from alerts.retention.terms import Terms
from alerts.store import Store, open_store
from crawler.health import NotSeen, Scope
from crawler.listing import Image, Listing, Room, Shop
from crawler.shanghai import local_day
from reports.asking import Asked, ReportRefused
from reports.parts.certified import code, halves
from reports.parts.verifying import check
from reports.writing import Context, gather, render
from tests.alerts.scenes import at, move, partly, whole
from tests.reports.reading import words
from tests.reports.shelves import bad, good, see

DAY = local_day(at(9))
CONTEXT = Context(now=lambda: datetime(2026, 11, 20, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'zuanjian.db'}") as opened:
        opened.upgrade()
        yield opened


def asked(day: date = DAY, **fields: object) -> Asked:
    return Asked(day, **{"shop": "s1", **fields})  # type: ignore[arg-type]


def refused(store: Store, day: date = DAY) -> tuple[str, ...]:
    """What stands in the way; nothing where a certificate is given."""
    try:
        gather("clean", store, asked(day), CONTEXT)
    except ReportRefused as error:
        return error.lines
    return ()


def test_what_a_certificate_says(store: Store) -> None:
    run = see(store, 8, good(), good("g2", images=(Image(role="main"),)), run_id="nanwan-1")
    see(store, 9, good(), good("g2", images=(Image(role="main"),)), run_id="nanwan-2")
    values = gather("clean", store, asked(), CONTEXT)
    seen = words("html", render("clean", values, "html", CONTEXT))
    for said in (
        "南湾珠宝", "抖音", "2026-11-11", "2件", run, "nanwan-2", "ab" * 32, values.certified.rulebooks[0], values.code_key,
        "图片：共1张，其中1张的文字没有读出", "口播：2件没有送达口播文字", "仅就上述时间所见文字", "至2026-11-17", "店铺货架",
        "生效中的屏蔽", "试用中的规则", "不是对商品材质、品质、权属的鉴定或担保",
    ):  # fmt: skip
        assert said in seen, said
    for never in ("保证", "合格", "担保该", "违法", "假货"):
        assert never not in seen


@pytest.mark.parametrize(("ago", "given"), [(0, True), (6, True), (7, False), (8, False)])
def test_a_look_counts_for_seven_days_with_its_own(store: Store, ago: int, given: bool) -> None:
    see(store, 0, good())
    reasons = refused(store, local_day(at(0)) + timedelta(days=ago))
    assert reasons == (() if given else ("近 7 天没有查看本店",))


MISSED = NotSeen("https://x.example/2", "timeout", "等待超时", shop="s1")


@pytest.mark.parametrize(
    "health",
    [
        {"scopes": (partly(),)},
        {"scopes": ()},
        {"scopes": (Scope("s1", None, True, 1, changes=True),)},
        {"scopes": (whole("s2"),)},
        {"not_seen": (MISSED,), "verdict": "thin"},
        {"verdict": "broken"},
        {"verdict": "blocked"},
    ],
)
def test_only_a_complete_look_will_do(store: Store, health: dict[str, object]) -> None:
    see(store, 9, good(), **health)
    assert refused(store) == ("近 7 天查看 1 次，没有一次看全本店货架",)


def test_another_shop_of_the_same_look_that_was_missed_stands_in_nobodys_way(store: Store) -> None:
    see(store, 9, good(), not_seen=(NotSeen("x", "timeout", "超时", shop="s2"),), verdict="thin")
    assert refused(store) == ()


def test_one_finding_stands_in_the_way_and_so_does_its_alert(store: Store) -> None:
    see(store, 9, good(), bad())
    flagged, waiting = refused(store)
    assert flagged.startswith("1 件商品按当日规则有疑似问题：18K金钻戒女1克拉D色VVS1求婚（商品编号 b1，LG-01）")
    assert waiting.startswith("1 条线索尚未了结：A-")
    assert "待办" in waiting


def test_a_finding_beside_the_complete_look_counts_as_well(store: Store) -> None:
    see(store, 8, good())
    see(store, 9, bad(room=Room(id="r9")), scopes=(), run_id="room")
    assert len(refused(store)) == 2


def test_an_alert_that_is_open_stands_in_the_way_though_the_listing_is_clear_or_unseen(store: Store) -> None:
    see(store, 0, bad())
    [alert] = queue(store)
    move(store, alert.id, "confirm", 1)
    see(store, 9, good(), not_seen=(), scopes=(whole(),))
    assert refused(store) == ()  # a whole shelf without it: gone
    see(store, 9.1, bad(), scopes=())
    assert len(refused(store)) == 2
    move(store, alert.id, "dismiss", 9.2, code="other")
    assert [line.split("件")[0].strip() for line in refused(store)] == ["1"]  # dismissed: the words are still there


def test_what_could_not_be_judged_stands_in_the_way(store: Store) -> None:
    silent = Listing(platform="douyin", item_id="silent", images=(Image(role="main"),), shop=Shop(id="s1"))
    see(store, 9, good(), silent)
    [line] = refused(store)
    assert line.startswith("1 件商品没有可读文字、未能判断")


def test_an_empty_shelf_certifies_nothing(store: Store) -> None:
    see(store, 0, good())
    see(store, 9, run_id="empty")
    assert refused(store) == ("完整查看中没有见到任何商品，没有可以证明的内容",)


def test_many_hindrances_are_counted_and_the_first_are_named(store: Store) -> None:
    see(store, 9, *(bad(f"b{n}") for n in range(9)))
    flagged, waiting = refused(store)
    assert flagged.startswith("9 件商品")
    assert flagged.endswith("另有 3 项")
    assert waiting.startswith("9 条线索")


def test_earlier_listings_are_outside_and_said_to_be(store: Store) -> None:
    see(store, 0, good("old"), good())
    see(store, 9, good())
    values = gather("clean", store, asked(), CONTEXT)
    assert [one.item_id for one in values.certified.listings] == ["g1"]
    assert "另有1件商品只在此前见过" in words("html", render("clean", values, "html", CONTEXT))


def test_the_code_is_the_same_every_time_and_another_for_anything_else(store: Store) -> None:
    see(store, 9, good(), good("g2"))
    first, again = (gather("clean", store, asked(), CONTEXT).code_key for _ in range(2))
    assert first == again
    assert len(first.split("-")) == 10
    later = gather("clean", store, asked(DAY + timedelta(days=1)), CONTEXT).code_key
    assert later.split("-")[:5] != first.split("-")[:5]
    assert later.split("-")[5:] == first.split("-")[5:]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ABCD-EFGH-IJKL-MNOP-QRST-ABCD-EFGH-IJKL-MNOP-QRST", True),
        ("abcd efgh ijkl mnop qrst abcd efgh ijkl mnop qrst", True),
        ("ABCDEFGHIJKLMNOPQRSTABCDEFGHIJKLMNOPQRST", True),
        ("ABCD-EFGH", False),
        ("1BCD-EFGH-IJKL-MNOP-QRST-ABCD-EFGH-IJKL-MNOP-QRST", False),
        ("", False),
        ("ABCD" * 1000, False),
    ],
)
def test_codes_are_read_as_people_type_them(typed: str, read: bool) -> None:
    assert (halves(typed) is not None) is read


def certificate(store: Store, tmp_path: Path) -> tuple[str, Path]:
    values = gather("clean", store, asked(), CONTEXT)
    path = tmp_path / "clean.json"
    path.write_bytes(render("clean", values, "json", CONTEXT))
    return values.code_key, path


def test_a_certificate_holds_as_long_as_the_memory_says_the_same(store: Store, tmp_path: Path) -> None:
    see(store, 9, good(), good("g2"))
    typed, path = certificate(store, tmp_path)
    for said in (typed, typed.lower().replace("-", " "), str(path)):
        checked = check(store, asked(), said, CONTEXT)
        assert checked.same, checked
        assert "没有未了结的线索" in checked.lines[-1]
    see(store, 10, bad())
    checked = check(store, asked(), str(path), CONTEXT)
    assert checked.same
    assert "截至 2026-11-20，该店有 1 条未了结的线索" in checked.lines[-1]


def test_what_is_different_since_is_named_from_the_file_and_not_from_the_code(store: Store, tmp_path: Path) -> None:
    see(store, 9, good(), good("g2"))
    typed, path = certificate(store, tmp_path)
    see(store, 9.1, good(title="合成钻石（培育钻石）戒指 18K金 2克拉"), good("g3"), run_id="late")
    by_file, by_code = check(store, asked(), str(path), CONTEXT), check(store, asked(), typed, CONTEXT)
    assert (by_file.same, by_code.same) == (False, False)
    told = "\n".join(by_file.lines)
    for said in ("完整查看当时没有、现有：1 项（late）", "商品当时没有、现有：1 项（g3）", "商品内容不同：1 项（g1）"):
        assert said in told
    assert "请用 JSON 格式的证明文件" in "\n".join(by_code.lines)


def test_a_finding_on_that_day_that_came_in_later_is_told(store: Store, tmp_path: Path) -> None:
    see(store, 9, good())
    _, path = certificate(store, tmp_path)
    see(store, 9.2, bad(), scopes=())
    checked = check(store, asked(), str(path), CONTEXT)
    assert not checked.same
    assert "不符合出具条件" in checked.lines[0]
    assert "LG-01" in checked.lines[1]


def test_what_retention_let_go_can_no_longer_be_worked_out(store: Store, tmp_path: Path) -> None:
    see(store, 9, good())
    typed, path = certificate(store, tmp_path)
    retain(store, Terms(), at(200))
    for said in (typed, str(path)):
        checked = check(store, asked(), said, CONTEXT)
        assert not checked.same
    assert "商品资料中已没有：1 项（g1）" in checked.lines


@pytest.mark.parametrize(
    "where", [("looks", "listings_sha256"), ("listings", "content_sha256"), ("listings", "item_id")]
)
def test_a_file_that_was_changed_is_told(store: Store, tmp_path: Path, where: tuple[str, str]) -> None:
    see(store, 9, good())
    _, path = certificate(store, tmp_path)
    document = json.loads(path.read_bytes())
    document["values"]["certified"][where[0]][0][where[1]] = "00"
    path.write_text(json.dumps(document))
    assert check(store, asked(), str(path), CONTEXT).lines == ("不符：文件所载内容与其验证码不一致，文件被改动过。",)


def test_rules_that_changed_are_told_apart_from_what_was_seen(store: Store, tmp_path: Path) -> None:
    see(store, 9, good())
    values = gather("clean", store, asked(), CONTEXT)
    old = msgspec.structs.replace(values.certified, rulebooks=("sha256:0",))
    checked = check(store, asked(), code(old), CONTEXT)
    assert not checked.same
    assert "所见内容相符；规则库版本不同" in checked.lines[0]


@pytest.mark.parametrize("content", [None, b"{}", b"\xff\xfe", b'{"kind": "daily", "values": {}}', b"[" * 5000])
def test_what_is_no_certificate_is_refused(store: Store, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReportRefused):
        check(store, asked(), str(path), CONTEXT)
