"""An item that comes back under another link."""

from __future__ import annotations

import pytest

from alerts import custody
from alerts.cases import queries
from alerts.queries import detail
from alerts.review import decide
from alerts.store import Store
from tests.alerts.cases.scenes import CERTIFICATE, NEAR, PICTURE, TEXT, alert_of, ware
from tests.alerts.scenes import Ware, at, partly, take


def old(**changes: object) -> Ware:
    return ware("old", "s1", **changes)


def new(**changes: object) -> Ware:
    return ware("new", "s1", **changes)


def told(store: Store, item: str = "new") -> list[tuple[str, str]]:
    """(earlier alert, reasons) of what the alert of an item is said to be again."""
    alert = alert_of(store, item)
    glance = queries.of_alert(store, alert)
    assert glance is not None
    return [(back.of_alert, back.reasons) for back in glance.returns if back.alert_id == alert]


@pytest.mark.parametrize(
    ("carries", "again", "reason"),
    [
        ({"pictures": (PICTURE,)}, {"pictures": (PICTURE,)}, "图片文件完全相同"),
        ({"certificates": (CERTIFICATE,)}, {"certificates": (CERTIFICATE,)}, "证书编号相同"),
        ({"description": TEXT}, {"description": NEAR}, "商品文字相近（相似度 0.91）"),
        ({"likeness": ("0f" * 32,)}, {"likeness": ("0f" * 31 + "0e",)}, "图片相似（256 位特征值相差 1 位）"),
    ],
)
def test_gone_and_up_again_under_a_new_link_in_one_look(store: Store, carries: dict, again: dict, reason: str) -> None:
    take(store, 0, old(**carries))
    take(store, 1, new(**again))
    assert told(store) == [(alert_of(store, "old"), reason)]
    found = detail(store, alert_of(store, "new"))
    assert found is not None
    [event] = [event for event in found.events if event.action == "疑似换链接再次上架"]
    assert alert_of(store, "old") in event.detail
    assert "已下架或消失" in event.detail
    assert custody.verify(store) == ()


def test_the_case_and_the_earlier_alert_show_it(store: Store) -> None:
    take(store, 0, old(pictures=(PICTURE,)))
    take(store, 1, new(pictures=(PICTURE,)))
    glance = queries.of_alert(store, alert_of(store, "old"))
    assert glance is not None
    assert [back.alert_id for back in glance.returns] == [alert_of(store, "new")]
    case = queries.show(store, glance.case.id)
    assert case is not None
    assert case.returns == glance.returns
    assert any(event.what == "疑似换链接再次上架" for event in case.history)


def test_dismissed_and_corrected_ones_are_known_again(store: Store) -> None:
    take(store, 0, old(pictures=(PICTURE,)))
    decide(store, alert_of(store, "old"), "dismiss", "李明", "", at(0.5), code="authorised")
    take(store, 1, old(pictures=(PICTURE,)), new(pictures=(PICTURE,)))
    assert told(store)
    take(store, 2, ware("fixed", "s1", certificates=(CERTIFICATE,)), scopes=[partly()])
    take(store, 3, ware("fixed", "s1", title="培育钻石戒指", rules=(), certificates=(CERTIFICATE,)), scopes=[partly()])
    take(store, 4, ware("again", "s1", certificates=(CERTIFICATE,)), scopes=[partly()])
    assert told(store, "again") == [(alert_of(store, "fixed"), "证书编号相同")]


def test_the_old_link_found_gone_only_later(store: Store) -> None:
    take(store, 0, old(pictures=(PICTURE,)))
    take(store, 1, new(pictures=(PICTURE,)), scopes=[partly()])
    assert told(store) == []
    take(store, 2, new(pictures=(PICTURE,)))
    assert told(store) == [(alert_of(store, "old"), "图片文件完全相同")]
    take(store, 3, new(pictures=(PICTURE,)))
    assert len(told(store)) == 1


def test_another_shop_takes_the_item_over(store: Store) -> None:
    take(store, 0, old(certificates=(CERTIFICATE,)))
    take(store, 1)
    take(store, 2, ware("new", "s2", certificates=(CERTIFICATE,)), scopes=[])
    assert told(store) == [(alert_of(store, "old"), "证书编号相同；此前线索属于另一店铺")]


def test_each_new_link_names_the_one_before(store: Store) -> None:
    for day in range(4):
        take(store, day, ware(f"link{day}", "s1", pictures=(PICTURE,)))
    assert [told(store, f"link{day}") for day in range(4)] == [
        [], *([(alert_of(store, f"link{day}"), "图片文件完全相同")] for day in range(3)),
    ]  # fmt: skip


def test_two_links_on_sale_at_once_are_no_return(store: Store) -> None:
    take(store, 0, old(pictures=(PICTURE,)))
    take(store, 1, old(pictures=(PICTURE,)), new(pictures=(PICTURE,)))
    take(store, 2, new(pictures=(PICTURE,)))
    assert told(store) == []


def test_like_texts_with_other_figures_are_other_goods(store: Store) -> None:
    take(store, 0, old(description=TEXT + "5号链接"))
    take(store, 1, new(description=TEXT + "8号链接"))
    assert told(store) == []


def test_nothing_in_common_but_the_seller_is_no_return(store: Store) -> None:
    take(store, 0, old())
    take(store, 1, new())
    assert told(store) == []


def test_the_same_item_reopened_is_no_new_link(store: Store) -> None:
    take(store, 0, old(pictures=(PICTURE,)))
    take(store, 1)
    take(store, 2, old(pictures=(PICTURE,)))
    assert told(store, "old") == []
