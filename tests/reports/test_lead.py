"""The holder's lead from outside: a register, a memory, and what each channel would say before anything is filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from lxml import html

from alerts.rights.register import expire
from alerts.store import Store, open_store
from crawler.listing import Image, Price, Shop
from nlp.known import Known, RightMatch
from nlp.marked_yaml import FileRefused
from reports.asking import Asked, ReportRefused
from reports.filing.channel import FOLDER, channels
from reports.filing.fields import FIELDS
from reports.filing.preflight import CHECKS
from reports.masking import Masker
from reports.writing import Context, gather, reader_of, render
from tests.alerts.scenes import at
from tests.reports.homes import (
    BEIHE,
    DAY,
    DESIGN,
    HOLDER,
    MARK,
    SELLER,
    alert_of,
    confirm,
    copied,
    grown,
    live,
    register,
    ware,
)  # fmt: skip
from tests.reports.test_handover import HOSTILE, part, text

RIGHT = "mark:1234567"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'zuanjian.db'}") as opened:
        opened.upgrade()
        yield opened


def context(store: Store, **changes: object) -> Context:
    from desk.judging import Judge

    judge = Judge(store)
    return Context(now=lambda: at(3), known=judge.known, screen=judge.judge, **changes)  # type: ignore[arg-type]


def letter(store: Store, made: Context | None = None, **asked: object) -> html.HtmlElement:
    made = made or context(store)
    values = gather("lead", store, Asked(**{"day": DAY, "right": RIGHT, **asked}), made)  # type: ignore[arg-type]
    values = Masker(reader_of("lead", values)).value(values)
    return html.fromstring(render("lead", values, "html", made))


def refused(store: Store, **asked: object) -> str:
    with pytest.raises(ReportRefused) as why:
        letter(store, **asked)
    return why.value.reason


def home(store: Store, *entries: object, day: float = 0, **changes: object) -> str:
    register(store, *(entries or (HOLDER, MARK, SELLER)))  # type: ignore[arg-type]
    live(store, day, copied(**changes), grown())
    confirm(store, "9", day=day + 0.2)
    return alert_of(store, "9", "IP-02")


def test_the_comparison_stands_beside_the_right_and_every_check_has_its_reason(store: Store) -> None:
    alert = home(store)
    live(store, 2, copied(), grown())
    tree = letter(store, alert=alert)
    compared = part(tree, f"{alert}-comparison")
    for said in (
        "第 1234567 号“CARTIER 卡地亚”",
        "标题“卡地亚”",
        "第 14 类",
        "手镯",
        "299.00 元",
        "北河市晨光饰品商行",
        "aa" * 32,
    ):
        assert said in compared
    checked = part(tree, f"{alert}-preflight")
    for name in CHECKS.values():
        assert name in checked
    for said in ("含首次、最近发现日", "在核定的第 14 类之内", "授权销售商 1 家，该经营者不在其中", "2026-11-04 12:00 查看时仍在展示",
                 "91440300708461136T", "没有核对通过的时间戳"):  # fmt: skip
        assert said in checked
    assert "陈明" not in text(tree)  # masked for the holder
    assert "15 日" in part(tree, "counter")
    assert "2026-11-19" in part(tree, "counter")


def test_only_what_touches_the_right_is_told_and_one_listing_is_compared_once(store: Store) -> None:
    home(store)
    tree = letter(store)
    assert "18K金钻戒" not in text(tree)
    assert text(tree).count("与线索 1 为同一商品") == 1
    assert len(tree.xpath("//section[contains(@id, '-preflight')]")) == 1


def test_channels_elsewhere_do_not_apply_and_those_here_ask_what_they_publish(store: Store) -> None:
    alert = home(store)
    tree = letter(store, alert=alert)
    [authority, alibaba, douyin, xiaohongshu, statutory] = (part(tree, f"{alert}-channel-{n}") for n in range(1, 6))
    assert "不适用：该商品不在此平台" in alibaba
    assert "不适用" in xiaohongshu
    for section in (authority, douyin, statutory):
        assert "备齐须另附的材料后可以提交" in section
        assert "出处与未能核对之处" in section
    assert "权利证明（先行认证）〔据第三方转述〕须另附：权利证书" in douyin
    assert "https://shop.example/items/9" in statutory
    assert "构成侵权的初步证据" in statutory


@pytest.mark.parametrize(
    ("platform", "number"), [("taobao", 2), ("xiaohongshu", 4)]
)  # each channel on its own platform
def test_each_platform_has_its_channel(store: Store, platform: str, number: int) -> None:
    alert = home(store, platform=platform)
    tree = letter(store, alert=alert)
    assert "该渠道要求的内容" in part(tree, f"{alert}-channel-{number}")


def test_a_shop_of_its_own_has_no_platform_to_notify(store: Store) -> None:
    alert = home(store, platform="web")
    assert "自建网站没有电子商务平台经营者" in part(letter(store, alert=alert), f"{alert}-channel-5")


def test_a_right_that_ended_is_named_before_anybody_files(store: Store) -> None:
    alert = home(store)
    expire(store, RIGHT, on=date(2026, 11, 3), reason="期满未续展", actor="林主任", role="admin", at=at(1.5))
    tree = letter(store, alert=alert)
    assert "不含本件日期 2026-11-04" in part(tree, f"{alert}-preflight")
    assert "现在提交，预计不予受理" in part(tree, f"{alert}-channel-1")
    assert "没有在有效期内的权利" in part(tree, f"{alert}-channel-5")


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ({"classes": (25,)}, "不在核定的第 25 类之内"),
        ({"holder": "另一家公司"}, "登记册没有权利人“另一家公司”的主体资料"),
    ],
)
def test_what_is_missing_of_the_right_is_named(store: Store, mark: dict[str, object], said: str) -> None:
    alert = home(store, HOLDER, msgspec.structs.replace(MARK, **mark))
    assert said in part(letter(store, alert=alert), f"{alert}-preflight")


def test_a_register_without_sellers_proves_no_lack_of_authority(store: Store) -> None:
    alert = home(store, HOLDER, MARK)
    tree = letter(store, alert=alert)
    assert "不能据此断定未获授权" in part(tree, f"{alert}-preflight")
    assert "提交前须先查明" in part(tree, f"{alert}-channel-5")


def test_a_seller_who_was_authorised_since_stops_the_filing(store: Store) -> None:
    alert = home(store)
    register(store, msgspec.structs.replace(SELLER, shop_id="s2"))
    tree = letter(store, alert=alert)
    assert "登记册载明该经营者是权利人自己或者已获授权" in part(tree, f"{alert}-preflight")
    assert "属通知错误" in part(tree, f"{alert}-channel-5")


def test_a_link_that_is_gone_or_was_not_looked_at_for_long_is_said(store: Store) -> None:
    alert = home(store)
    assert "距本件日期 9 天" in part(letter(store, alert=alert, day=date(2026, 11, 11)), f"{alert}-preflight")
    live(store, 1, grown())
    tree = letter(store, alert=alert)
    assert "已消失，最后见到是 2026-11-02" in part(tree, f"{alert}-preflight")
    assert "必要措施针对仍在展示的商品" in part(tree, f"{alert}-channel-5")


def test_a_stamp_that_holds_is_told_with_its_time(store: Store) -> None:
    alert = home(store)
    tree = letter(store, context(store, stamped=lambda run: at(0.01)), alert=alert)
    assert "可信时间戳 2026-11-02" in part(tree, f"{alert}-preflight")


def test_a_design_is_compared_by_picture_and_asks_for_its_evaluation(store: Store) -> None:
    register(store, DESIGN)
    rings = [ware(str(n), f"四叶花戒指 S925银 {n}号", shop=BEIHE, price=Price(sale_fen=19900),
                  images=(Image(sha256=DESIGN.pictures[0].sha256),)) for n in (1, 2, 3)]  # fmt: skip
    live(store, 0, *rings)
    confirm(store, "1", "2", "3", rule="IP-10")
    alert = alert_of(store, "1", "IP-10")
    tree = letter(store, right="design:ZL202330112233.4", alert=alert)
    assert "图片文件与登记图片完全相同" in part(tree, f"{alert}-comparison")
    assert "须比对产品种类" in part(tree, f"{alert}-preflight")
    assert "管理专利工作的部门" in part(tree, f"{alert}-channel-1")
    assert "专利权评价报告" in part(tree, f"{alert}-channel-5")


def test_likeness_is_told_with_its_degree(store: Store) -> None:
    register(store, DESIGN)
    live(
        store, 0, *(ware(str(n), f"四叶花戒指 {n}号", shop=BEIHE, images=(Image(sha256="ab" * 32),)) for n in (1, 2, 3))
    )
    confirm(store, "1", "2", "3", rule="IP-10")
    match = RightMatch(DESIGN.number, DESIGN.holder, "design", DESIGN.since, 0.93, basis="picture", at="images.0")
    made = msgspec.structs.replace(Known(), rights=(match,))
    near = Context(now=lambda: at(3), known=lambda listing, on: made)
    assert "图片与登记图片相似，相似度 93%" in text(letter(store, near, right="design:ZL202330112233.4"))


def test_gates_hold_for_holders_too(store: Store) -> None:
    register(store, HOLDER, MARK)
    live(store, 0, copied())
    assert "未经人工复核确认" in refused(store)
    confirm(store, "9", rule="IP-02")
    tree = letter(store)
    assert alert_of(store, "9", "IP-01") in part(tree, "held")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"right": None}, "请用 --right 写明权利登记编号"),
        ({"right": "mark:99"}, "权利登记册没有“mark:99”"),
        ({"right": "holder:卡地亚国际有限公司"}, "不是商标、外观设计或作品"),
        ({"right": "mark:7654321"}, "是 HK 的权利，在中国大陆不受保护"),
        ({"alert": "A-NONE"}, "没有编号为“A-NONE”的线索"),
        ({"day": DAY - timedelta(days=30)}, "截至 2026-10-05 权利登记册没有"),
    ],
)
def test_a_subject_that_cannot_be_filed_about_is_named(store: Store, asked: dict[str, object], said: str) -> None:
    home(store, HOLDER, MARK, msgspec.structs.replace(MARK, number="7654321", region="HK"))
    assert said in refused(store, **asked)


def test_an_alert_that_does_not_touch_the_right_is_refused(store: Store) -> None:
    home(store)
    assert "没有涉及 mark:1234567 的文字、图片或货号" in refused(store, alert=alert_of(store, "1"))


def test_the_folder_of_channels_is_the_registry_and_every_key_is_known() -> None:
    found = channels()
    assert len(found) == len(list(FOLDER.glob("*.yml"))) == 5
    for channel in found:
        assert {need.check for need in channel.needs} <= CHECKS.keys()
        assert {field.source for field in channel.fields} <= FIELDS.keys()
        assert channel.sources, channel.name
        assert channel.unverified, channel.name  # what could not be checked is said


def test_a_channel_file_with_a_slip_is_refused_by_file_and_line(tmp_path: Path) -> None:
    good = (FOLDER / "alibaba.yml").read_text("utf-8")
    (tmp_path / "x.yml").write_text(good.replace("verified: full}", "verified: maybe}", 1), "utf-8")
    with pytest.raises(FileRefused, match=r"x\.yml 第\d+行"):
        channels(tmp_path)


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_shown_and_do_nothing(store: Store, title: str) -> None:
    alert = home(store, title=f"卡地亚手镯 1:1复刻 {title}", shop=Shop(id="s2", name="<img src=x onerror=alert(1)>"))
    tree = letter(store, alert=alert)
    assert tree.xpath("//script") == tree.xpath("//img") == []
    assert "\u202e" not in text(tree)
