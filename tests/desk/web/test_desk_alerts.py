"""The day's alerts and one alert: shown with their proof, filtered by address, decided with a reason."""

from __future__ import annotations

import msgspec
import pytest
from lxml import html
from starlette.testclient import TestClient

from alerts.queries import detail, queue
from alerts.users import add_user
from crawler.health import NotSeen
from crawler.listing import Qualification, Shop
from desk.web.access import COOKIE
from desk.web.guard import HEADERS
from tests.desk.web.conftest import BASE, PASSWORD
from tests.reports.briefs import LAWS, finding, ring

HOSTILE = "<script>alert(1)</script>{{7*7}}钻戒\u202e\u200b"


def tree(answer):
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def titles(answer) -> list[str]:
    return [a.text_content() for a in tree(answer).xpath("//td[@class='title']/a")]


def only_alert(store):
    (alert,) = queue(store)
    return alert


def two_shops(seen):
    first = ring(item_id="1", title="甲店钻戒", shop=Shop(id="s1", name="甲店"))
    second = ring(item_id="2", title="乙店钻戒", shop=Shop(id="s2", name="乙店"))
    third = ring(item_id="3", title="乙店仿款钻戒", shop=Shop(id="s2", name="乙店"))
    copied = msgspec.structs.replace(
        finding(third, severity="medium"), rule="IP-02", family="IP", title="明示高仿、复刻"
    )
    seen((first, finding(first, severity="low")), second, (third, copied))


def test_alerts_are_grouped_by_shop_and_charge_worst_first(reviewer, seen):
    two_shops(seen)
    page = tree(reviewer.get("/"))
    assert [h.text for h in page.xpath("//section[@class='shop']/h2/bdi")] == ["乙店", "甲店"]
    captions = [c.text.strip() for c in page.xpath("//caption")]
    assert captions == [
        "涉嫌：培育/合成钻石未标明（LG-01）",
        "涉嫌：明示高仿、复刻（IP-02）",
        "涉嫌：培育/合成钻石未标明（LG-01）",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"甲店钻戒", "乙店钻戒", "乙店仿款钻戒"}),
        ("?severity=high", {"乙店钻戒"}),
        ("?family=IP", {"乙店仿款钻戒"}),
        ("?state=new&family=LG", {"甲店钻戒", "乙店钻戒"}),
        ("?state=confirmed", set()),
        ("?shop=乙店", {"乙店钻戒", "乙店仿款钻戒"}),
        ("?text=仿款", {"乙店仿款钻戒"}),
        ("?day=2026-11-22", {"甲店钻戒", "乙店钻戒", "乙店仿款钻戒"}),
        ("?day=all", {"甲店钻戒", "乙店钻戒", "乙店仿款钻戒"}),
        ("?day=2026-11-20", set()),
        ("?text=%25", set()),
    ],
)
def test_filters_are_part_of_the_address(reviewer, seen, query, expected):
    two_shops(seen)
    assert set(titles(reviewer.get("/" + query))) == expected


@pytest.mark.parametrize("query", ["?severity=huge", "?state=<b>", "?family=ZZ", "?day=yesterday", "?day=2026-13-01"])
def test_a_filter_that_means_nothing_is_refused_in_one_sentence(reviewer, query):
    answer = reviewer.get("/" + query)
    assert answer.status_code == 400
    assert "<b>" not in answer.text


@pytest.mark.parametrize("start", ["0", "-1", "x", "99999999999999999999", "٣", "5"])
def test_any_page_number_is_answered(reviewer, seen, start):
    seen(ring())
    assert reviewer.get("/", params={"start": start}).status_code == 200


def test_without_a_day_the_newest_day_with_a_look_is_shown(reviewer, seen, clock):
    seen(ring())
    clock.pass_by(hours=1.5)
    assert titles(reviewer.get("/")) == [ring().title]
    assert "2026-11-22 的线索" in reviewer.get("/").text


def test_an_empty_day_points_to_what_was_not_looked_at(reviewer):
    page = tree(reviewer.get("/"))
    assert "没有线索不等于没有问题" in page.text_content()
    assert page.xpath("//p[@class='none']/a/@href")[0].startswith("/coverage")


def test_an_alert_shows_its_whole_proof(reviewer, seen, store):
    seen(ring())
    alert = only_alert(store)
    page = tree(reviewer.get(f"/alerts/{alert.id}"))
    assert [m.text_content() for m in page.xpath("//section[@id='words']//mark")] == ["钻戒①", "培育钻石②"]
    shown = " ".join(page.text_content().split())
    for expected in (
        "是否以“钻石/钻戒”名义销售？",
        "● 具备",
        "○ 不具备",
        "？ 不明",
        LAWS["ZB-34"],
        "建议：请在商品标题",
        "20261122T040000Z-sample 第 1 行",
        "sha256:" + "ab" * 32,
        "首次发现",
        "家人们这个就是一克拉的钻戒",
    ):
        assert expected in shown
    hashes = [code.text for code in page.xpath("//section[@id='custody']//code")]
    assert hashes == [event.hash[:16] for event in reversed(detail(store, alert.id).events)]
    assert hashes


def test_stored_scripts_are_shown_and_not_run(reviewer, seen, store):
    seen(ring(title=HOSTILE, shop=Shop(id="s1", name=HOSTILE), url="javascript:alert(1)"))
    for path in ("/", f"/alerts/{only_alert(store).id}"):
        answer = reviewer.get(path)
        page = tree(answer)
        assert page.xpath("//script | //@onerror | //*[starts-with(@href, 'javascript')]") == []
        assert "<script>alert(1)</script>{{7*7}}钻戒" in page.text_content().replace("①", "")
        assert "\u202e" not in answer.text
        assert "\u200b" not in answer.text
        assert "U+202E" in answer.text


def decide(client, alert, **form):
    return client.post(f"/alerts/{alert.id}/decision", data=form)


@pytest.mark.parametrize(
    ("form", "state"),
    [
        ({"move": "confirm", "reason": "属性与标题不符，已电话核实"}, "confirmed"),
        ({"move": "dismiss", "code": "disclosed"}, "dismissed"),
        ({"move": "dismiss", "code": "other", "reason": "主播已口头说明"}, "dismissed"),
        ({"move": "claim"}, "claimed"),
    ],
)
def test_a_decision_with_its_reason_is_kept_with_who_and_why(reviewer, seen, store, form, state):
    seen(ring())
    alert = only_alert(store)
    answer = decide(reviewer, alert, **form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/alerts/{alert.id}")
    found = detail(store, alert.id)
    assert found.alert.state == state
    assert found.events[-1].actor == "wang"
    assert form.get("reason", "") in (found.decision_reason or "")
    assert form.get("reason", "") in reviewer.get(f"/alerts/{alert.id}").text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"move": "confirm"}, "须写明理由"),
        ({"move": "confirm", "reason": "  \n "}, "须写明理由"),
        ({"move": "dismiss", "reason": "写了说明<b>"}, "请选择排除的原因"),
        ({"move": "dismiss", "code": "other"}, "须写明理由"),
        ({"move": "dismiss", "code": "nonsense", "reason": "x"}, "排除理由"),
        ({"move": "refer", "reason": "先移送"}, "不能移送"),
        ({"move": "<script>"}, "这一操作"),
        ({}, "这一操作"),
        ({"move": "confirm", "reason": "长" * 2001}, "2000 字以内"),
    ],
)
def test_a_decision_without_its_reason_is_refused_and_what_was_typed_stays(reviewer, seen, store, form, said):
    seen(ring())
    alert = only_alert(store)
    answer = decide(reviewer, alert, **form)
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert said in page.xpath("//p[@class='refusal']")[0].text_content()
    if form.get("reason", "").strip():
        assert form["reason"] in [area.text for area in page.xpath("//textarea")]
    assert page.xpath("//script") == []
    assert only_alert(store).state == "new"


def test_a_decision_from_another_site_changes_nothing(reviewer, seen, store):
    seen(ring())
    alert = only_alert(store)
    answer = reviewer.post(
        f"/alerts/{alert.id}/decision",
        data={"move": "confirm", "reason": "x"},
        headers={"Origin": "http://evil.example"},
    )
    assert answer.status_code == 403
    assert only_alert(store).state == "new"


def test_undo_takes_the_last_decision_back_and_keeps_both_on_record(reviewer, seen, store):
    seen(ring())
    alert = only_alert(store)
    decide(reviewer, alert, move="confirm", reason="核实")
    assert reviewer.post(f"/alerts/{alert.id}/undo").status_code == 303
    found = detail(store, alert.id)
    assert found.alert.state == "new"
    assert [event.actor for event in found.events[-2:]] == ["wang", "wang"]


def test_undo_of_nothing_is_refused(reviewer, seen, store):
    seen(ring())
    answer = reviewer.post(f"/alerts/{only_alert(store).id}/undo")
    assert answer.status_code == 422
    assert "没有可以撤销的决定" in answer.text


def test_the_second_of_two_reviewers_learns_that_the_first_was_faster(reviewer, seen, store):
    seen(ring())
    alert = only_alert(store)
    add_user(store, "zhao", PASSWORD, "reviewer", "赵")
    assert decide(reviewer, alert, move="claim").status_code == 303
    reviewer.post("/login", data={"name": "zhao", "password": PASSWORD})
    answer = decide(reviewer, alert, move="claim")
    assert answer.status_code == 422
    assert "已认领" in answer.text


def test_a_form_that_was_overtaken_is_told_by_whom_and_overwrites_nothing(reviewer, seen, store):
    seen(ring())
    alert = only_alert(store)
    [basis] = set(tree(reviewer.get(f"/alerts/{alert.id}")).xpath("//input[@name='based_on']/@value"))
    assert decide(reviewer, alert, move="confirm", reason="核实", based_on=basis).status_code == 303
    late = decide(reviewer, alert, move="dismiss", code="other", reason="我以为没有", based_on=basis)
    assert late.status_code == 409
    page = html.fromstring(late.text)
    assert "wang 已于 2026-11-22 12:00 作出“确认线索”" in page.xpath("//p[@class='refusal']")[0].text_content()
    assert "我以为没有" in [area.text for area in page.xpath("//textarea")]
    assert only_alert(store).state == "confirmed"
    assert reviewer.post(f"/alerts/{alert.id}/undo", data={"based_on": basis}).status_code == 409
    [now] = set(page.xpath("//input[@name='based_on']/@value"))
    assert reviewer.post(f"/alerts/{alert.id}/undo", data={"based_on": now}).status_code == 303


def test_moves_ask_for_what_they_need_and_show_what_was_said(reviewer, seen, store):
    seen(ring())
    alert = only_alert(store)
    decide(reviewer, alert, move="confirm", reason="核实")
    page = tree(reviewer.get(f"/alerts/{alert.id}"))
    forms = {form.xpath("string(.//input[@name='move']/@value)"): form for form in page.xpath("//aside//form")}
    assert forms["refer"].xpath(".//input[@required]/@name") == ["unit", "number"]
    assert forms["ask_correction"].xpath(".//input[@required]/@name") == ["due"]
    assert "延长期限" not in page.text_content()  # that is for whoever is in charge
    for form, said in (
        ({"unit": "市局"}, "须写明文号"),
        ({"unit": "市局", "number": "1", "due": "昨天"}, "期限应写作"),
    ):
        assert said in decide(reviewer, alert, move="refer", reason="移送", **form).text
    decide(reviewer, alert, move="ask_correction", reason="请标明培育钻石", due="2026-12-01")
    decide(reviewer, alert, move="declare", reason="商家来电")
    text = reviewer.get(f"/alerts/{alert.id}").text
    assert "成员称已更正，待核查" in text
    assert "请标明培育钻石；期限：2026-12-01" in text
    assert "成员称已更正，待核查" in reviewer.get("/?day=all").text


def test_a_reader_reads_and_decides_nothing(stranger, seen, store):
    seen(ring())
    alert = only_alert(store)
    add_user(store, "du", PASSWORD, "reader", "杜")
    stranger.post("/login", data={"name": "du", "password": PASSWORD})
    page = tree(stranger.get(f"/alerts/{alert.id}"))
    assert page.xpath("//section[@id='decision']//form") == []
    assert decide(stranger, alert, move="confirm", reason="x").status_code == 403
    assert stranger.post(f"/alerts/{alert.id}/undo").status_code == 403
    assert only_alert(store).state == "new"


@pytest.mark.parametrize("path", ["/alerts/A-NOPE", "/alerts/<script>", "/alerts/%00"])
def test_an_unknown_alert_is_a_plain_answer(reviewer, path):
    answer = reviewer.get(path)
    assert answer.status_code == 404
    assert "没有这" in answer.text
    assert "<script>" not in answer.text
    assert reviewer.post(path + "/undo").status_code == 404


def test_coverage_names_what_was_not_seen_and_who_was_not_visited(reviewer, seen):
    missed = NotSeen("https://shop.example/p?page=2", "timeout", "等待 30 秒没有应答", shop="s1")
    seen(ring(), missed=(missed,))
    shown = " ".join(tree(reviewer.get("/coverage")).text_content().split())
    for expected in ("本日有未看到的部分", "完全没有查看：lake", "查看不完整：sample", "等待 30 秒没有应答"):
        assert expected in shown


def test_the_brief_is_a_download_and_never_a_page_of_the_desk(reviewer, seen):
    seen(ring())
    answer = reviewer.get("/brief")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="daily-2026-11-22.html"'
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "培育/合成钻石未标明" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("POST", "/nothing", 404),
        ("PUT", "/login", 405),
        ("GET", "/alerts/A-NOPE", 404),
        ("GET", "/?severity=x", 400),
        ("GET", "/coverage?day=x", 400),
    ],
)
def test_errors_have_one_shape(reviewer, method, path, status):
    """One Chinese heading, one sentence, the code, and a way back."""
    answer = reviewer.request(method, path)
    assert answer.status_code == status
    section = html.fromstring(answer.text).xpath("//section[@class='error']")[0]
    assert [child.tag for child in section] == ["h1", "p", "p"]
    assert section.xpath("./h1")[0].text.strip()
    assert section.xpath(".//a/@href") == ["/"]
    assert section.xpath(".//small")[0].text == str(status)


def test_a_database_that_fails_is_one_sentence(reviewer, store, tmp_path):
    store.close()
    (tmp_path / "desk.db").write_bytes(b"not a database at all" * 100)
    for extra in ("desk.db-wal", "desk.db-shm"):
        (tmp_path / extra).unlink(missing_ok=True)
    answer = reviewer.get("/")
    assert answer.status_code == 503
    assert "不是数据库" in answer.text
    assert "Traceback" not in answer.text


def test_a_fault_of_ours_is_one_sentence_with_every_guard_in_place(app, reviewer, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("desk.web.pages.queue.queue", broken)
    client = TestClient(app, base_url=BASE, cookies=reviewer.cookies, raise_server_exceptions=False)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "程序出错" in answer.text
    assert "secret detail" not in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_day_says_what_was_not_looked_at_beside_its_alerts(reviewer, seen):
    seen(ring())
    shown = text_of(tree(reviewer.get("/")).xpath("//p[contains(@class, 'coverage')]")[0])
    assert shown.startswith("本日有未看到的部分：完全没有查看：lake")


def text_of(node) -> str:
    return " ".join(node.text_content().split())


def test_an_alert_names_its_case_and_what_it_shares(reviewer, seen, store):
    paper = (Qualification(cert_no="LG612345678"),)
    first = ring(item_id="1", shop=Shop(id="s1", name="甲店"), qualifications=paper)
    second = ring(item_id="2", shop=Shop(id="s2", name="<b>乙店"), qualifications=paper)
    seen(first, second)
    page = tree(reviewer.get(f"/alerts/{queue(store, text='甲店')[0].id}"))
    said = [line.text_content() for line in page.xpath("//section[@id='case']//li")]
    assert said[0].startswith("案件 C-")
    assert "线索 2 条" in said[0]
    assert "证书编号相同" in said[1]
    assert "<b>乙店" in said[1]


def test_a_mere_reader_sees_no_telephone(app, stranger, store, seen):
    seen(ring(title="18K金钻戒 电话13812345678"))
    address = f"/alerts/{only_alert(store).id}"
    for role, shown in (("reviewer", True), ("reader", False)):
        stranger.cookies.set(COOKIE, app.state.sessions.open(role, role, role), domain="desk.test")
        for page in ("/", address):
            assert ("13812345678" in stranger.get(page).text) is shown
