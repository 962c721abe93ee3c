"""What a pack holds: everything that was seen, read, judged and recorded about its alerts, and what is missing, by name."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from alerts.custody import verify as verify_record
from alerts.queries import queue
from reports.evidence_pack import verify
from reports.evidence_pack.bag import PackRefused
from reports.evidence_pack.making import Unstamped
from reports.masking import Viewer
from tests.alerts.scenes import Ware, at, move
from tests.reports.evidence_pack.packs import Place, crawl, deliver, place

SHEET = "商品ID,商品名称,价格,店铺名称,收货人手机\nP1,天然钻戒一克拉,999,南湾珠宝,13800138000\nP1,天然钻戒一克拉 大号,1099,南湾珠宝,\nP2,银手链,99,南湾珠宝,\n"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Place]:
    made = place(tmp_path / "home")
    with made.store:
        yield made


class Opened:
    """A pack to look into; it has been verified."""

    def __init__(self, path: Path) -> None:
        assert verify.check(path).problems == []
        self.archive = zipfile.ZipFile(path)
        self.names = self.archive.namelist()

    def json(self, name: str) -> Any:
        return json.loads(self.archive.read(name))

    def lines(self, name: str) -> list[Any]:
        return [json.loads(line) for line in self.archive.read(name).splitlines()]

    def text(self, name: str) -> str:
        return self.archive.read(name).decode()

    def ending(self, suffix: str) -> list[str]:
        return [name for name in self.names if name.endswith(suffix)]


def test_a_page_is_there_with_robots_and_picture_and_nothing_of_others(home: Place, tmp_path: Path) -> None:
    run = crawl(home, 0, Ware("1"), Ware("2", rules=()))
    made = home.pack()
    pack = Opened(made.path)
    (warc,) = pack.ending(".warc.gz")
    (tmp_path / "x.warc.gz").write_bytes(pack.archive.read(warc))
    checked = subprocess.run(
        [Path(sys.executable).with_name("warcio"), "check", "-v", str(tmp_path / "x.warc.gz")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    from warcio.archiveiterator import ArchiveIterator

    with (tmp_path / "x.warc.gz").open("rb") as file:
        records = [(one.rec_type, one.rec_headers.get_header("WARC-Target-URI")) for one in ArchiveIterator(file)]
    page, picture, robots = (
        "https://shop.example/items/1",
        "https://shop.example/1.png",
        "https://shop.example/robots.txt",
    )
    assert records == [
        ("warcinfo", None), ("response", robots), ("request", robots), ("response", page), ("request", page),
        ("revisit", picture), ("request", picture),
    ]  # fmt: skip
    (name,) = [name for name in pack.names if name.startswith("pictures/")]
    assert hashlib.sha256(pack.archive.read(name)).hexdigest() in name
    (line,) = (run.path / "listings.jsonl").read_bytes().splitlines()[:1]
    assert pack.archive.read(f"runs/{run.id}/listings.jsonl") == line + b"\n"
    assert pack.archive.read(f"runs/{run.id}/manifest.json") == (run.path / "manifest.json").read_bytes()
    assert made.gaps == ()
    assert made.unstamped == "未配置时间戳服务"


def test_every_look_is_there_with_listing_and_judgement(home: Place) -> None:
    crawl(home, 0, Ware("1", sale_fen=358000))
    crawl(home, 1, Ware("1", sale_fen=298000))
    crawl(home, 2, Ware("1", "培育钻戒", rules=()))
    pack = Opened(home.pack().path)
    looks = pack.lines("observations.jsonl")
    assert [one["listing"]["price"]["sale_fen"] for one in looks] == [358000, 298000, 358000]
    assert [one["judgement"]["verdict"] for one in looks] == ["flagged", "flagged", "clear"]
    assert len(pack.ending("/listings.jsonl")) == 3
    assert [row["id"] for row in pack.json("laws.json")] == ["ZB-34"]


def test_the_custody_extract_leads_to_the_checkpoint_and_shows_nothing_of_others(home: Place) -> None:
    crawl(home, 0, *(Ware(str(n), f"{n}号钻戒", shop=f"s{n}", shop_name=f"第{n}家") for n in range(30)))
    chosen = home.alerts()[7]
    move(home.store, chosen, "confirm", 1)
    pack = Opened(home.pack(chosen).path)
    entries = pack.lines("custody.jsonl")
    said = [json.loads(one["entry"]) for one in entries]
    assert [one["action"] for one in said] == ["run", "new", "confirm"]
    assert {one["alert_id"] for one in said} == {None, chosen}
    assert set(entries[2]["rows"]) == {"decision"}
    assert pack.json("checkpoint.json")["entries"] == 32


def test_a_delivered_file_is_there_by_its_rows_and_its_hash(home: Place) -> None:
    run = deliver(home, 0, "货品.csv", SHEET, Ware("P1"), Ware("P2", rules=()))
    pack = Opened(home.pack().path)
    rows = pack.lines(f"runs/{run.id}/delivered.jsonl")
    assert [row["row"] for row in rows] == [2, 3]
    assert ["商品ID", "P1"] in rows[0]["cells"]
    assert ["收货人手机", "（个人信息，未装入）"] in rows[0]["cells"]
    assert "13800138000" not in "".join(pack.text(name) for name in pack.names if not name.startswith("pictures/"))
    delivered = [one for one in pack.json("index.json")["extraction"] if one["来源地址"] == "送交文件“货品.csv”"]
    assert [one["哈希"] for one in delivered] == [hashlib.sha256(SHEET.encode()).hexdigest()]
    assert pack.ending(".warc.gz") == []


def test_a_delivered_line_of_json_is_there_as_it_was_sent(home: Place) -> None:
    line = '{"platform": "douyin", "item_id": "9", "title": "钻戒"}'
    run = deliver(home, 0, "货品.jsonl", f"\n{line}\n", Ware("9"))
    assert Opened(home.pack().path).lines(f"runs/{run.id}/delivered.jsonl") == [{"row": 2, "text": line}]


def test_an_interface_is_told_as_one(home: Place) -> None:
    crawl(home, 0, Ware("1"), route="api")
    told = Opened(home.pack().path).json("index.json")["extraction"]
    assert [one["提取方法"] for one in told if one["来源地址"].endswith("/items/1")] == [
        "按授权调用平台接口，保存请求与应答"
    ]
    assert list(told[0]) == ["来源地址", "路径", "提取方法", "时间", "工具与版本", "操作人", "哈希"]


def test_a_case_over_several_runs_and_sources(home: Place) -> None:
    crawl(home, 0, Ware("1"), Ware("2", "钻石耳钉"))
    crawl(home, 1, Ware("1"), Ware("3", "钻石项链"))
    deliver(home, 2, "货品.csv", SHEET, Ware("P1"), Ware("P2", rules=()))
    made = home.pack(*home.alerts(), subject="C-ABCDEFGHIJKL")
    pack = Opened(made.path)
    assert len(pack.ending("manifest.json")) == 3
    assert {alert for one in pack.lines("observations.jsonl") for alert in one["alerts"]} == set(home.alerts())
    assert len(pack.json("index.json")["alerts"]) == 4


def test_the_same_again_is_the_same_bytes(home: Place, tmp_path: Path) -> None:
    crawl(home, 0, Ware("1"))
    home.store.close()
    shutil.copytree(home.path, tmp_path / "again")
    first = home.pack().path.read_bytes()
    again = place(tmp_path / "again")
    with again.store:
        assert again.pack().path.read_bytes() == first


def test_making_a_pack_is_on_record(home: Place) -> None:
    crawl(home, 0, Ware("1"))
    made = home.pack()
    again = Opened(home.pack(name="2.zip", day=10).path)
    last = json.loads(again.lines("custody.jsonl")[-1]["entry"])
    assert (last["actor"], last["action"], last["seq"]) == ("李明", "pack", made.seq)
    data = json.loads(last["data"])["pack"]
    assert (data["root"], data["role"], data["bytes"]) == (made.root, "regulator", made.size)
    assert made.root in last["detail"]
    assert verify_record(home.store) == ()


def test_a_run_that_is_gone_is_named(home: Place) -> None:
    run, later = crawl(home, 0, Ware("1")), crawl(home, 1, Ware("1"))
    shutil.rmtree(run.path)
    made = home.pack()
    (gap,) = made.gaps
    assert (gap.run_id, gap.reason) == (run.id, "批次文件夹已不存在")
    pack = Opened(made.path)
    assert f"{run.id}：批次“{run.id}”（1 次查看），批次文件夹已不存在" in pack.text("index.html")
    assert len(pack.lines("observations.jsonl")) == 2
    assert pack.ending(".warc.gz") == [f"runs/{later.id}/pages-1.warc.gz"]
    assert len(pack.ending(".png")) == 1  # kept apart from runs


def test_what_retention_took_is_told_in_the_words_of_the_record(home: Place) -> None:
    from alerts.retention.removing import retain
    from alerts.retention.terms import Terms

    run = crawl(home, 0, Ware("1"), Ware("2", rules=()))
    crawl(home, 1, Ware("1"))
    assert retain(home.store, Terms(clear=30), at(400)).rows["observations"] == 1
    shutil.rmtree(run.path)
    made = home.pack(day=401)
    (gap,) = made.gaps
    assert gap.reason == "批次文件夹已不存在；存证另载：按保存期限移除 1 条未涉线索商品的查看记录"
    entries = Opened(made.path).lines("custody.jsonl")
    assert "retain" in [json.loads(one["entry"])["action"] for one in entries]


@pytest.mark.parametrize(
    ("name", "what"),
    [("pages.warc.gz", "网页记录（WARC）"), ("listings.jsonl", "listings.jsonl"), ("manifest.json", "批次“")],
)
def test_a_run_that_was_altered_is_named_and_not_packed(home: Place, name: str, what: str) -> None:
    run = crawl(home, 0, Ware("1"))
    path = run.path / name
    path.write_bytes(path.read_bytes()[:-40])
    made = home.pack()
    assert [gap.what.startswith(what) for gap in made.gaps] == [True]
    assert not any(name.partition(".")[0] in packed for packed in Opened(made.path).names if packed.startswith("runs/"))


def test_lost_bytes_are_named(home: Place) -> None:
    crawl(home, 0, Ware("1"))
    deliver(home, 1, "货品.csv", SHEET, Ware("P1"), Ware("P2", rules=()))
    shutil.rmtree(home.evidence)
    said = [gap.what.partition(" ")[0] for gap in home.pack(*home.alerts()).gaps]
    assert sorted(said) == ["图片", "送交文件“货品.csv”"]


def test_a_killed_or_failing_making_leaves_nothing_behind(home: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    crawl(home, 0, Ware("1"))
    before = home.pack()
    kept = before.path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.evidence_pack.bag.zipfile.ZipFile.writestr", full)
    with pytest.raises(PackRefused, match="No space left"):
        home.pack(day=10)
    assert before.path.read_bytes() == kept
    assert [one.name for one in home.path.iterdir() if "包.zip" in one.name] == ["包.zip"]
    assert verify_record(home.store) == ()


def test_a_stamp_is_over_the_root_and_one_that_fails_is_told(home: Place) -> None:
    crawl(home, 0, Ware("1"))
    asked: list[bytes] = []

    def stamp(data: bytes) -> bytes:
        asked.append(data)
        return b"stamp"

    made = home.pack(stamp=stamp)
    pack = Opened(made.path)
    assert asked == [f"{made.root}\n".encode()] == [pack.archive.read("root.txt")]
    assert pack.archive.read("stamp.tsr") == b"stamp"
    assert "见 stamp.tsr" in pack.text("index.html")

    def fail(data: bytes) -> bytes:
        raise Unstamped("时间戳服务 tsa.example 未能提供（HTTP 503）")

    failed = home.pack(stamp=fail, day=10)
    told = Opened(failed.path)
    assert "stamp.tsr" not in told.names
    assert "未加盖可信时间戳：时间戳服务 tsa.example 未能提供（HTTP 503）" in told.text("index.html")


HOSTILE = '<script>alert(1)</script>{{7*7}}=HYPERLINK("x") \u202e\u0000钻戒'


def test_hostile_texts_are_shown_and_obeyed_nowhere(home: Place) -> None:
    crawl(home, 0, Ware("1", HOSTILE, shop_name="<b>店</b>"))
    page = Opened(home.pack().path).text("index.html")
    assert "<script" not in page
    assert "<b>店" not in page
    assert "{{7*7}}" in page
    assert "\u202e" not in page


REACH = "联系微信 zuanshi88888 或 13912345678 钻戒"


@pytest.mark.parametrize("role", ["alliance", "brand_owner", "member"])
def test_personal_data_is_masked_for_a_role_and_the_masks_are_on_record(home: Place, role: Any) -> None:
    run = crawl(home, 0, Ware("1", REACH, anchor="小美姐姐"))
    (alert,) = home.alerts()
    move(home.store, alert, "confirm", 1, reason="已电话 13912345678 核实")
    from reports.evidence_pack.gathering import Request
    from reports.evidence_pack.making import make

    asked = Request(alert, "涉嫌未标明", (alert,), "李明", at(9), Viewer(role))
    made = make(home.store, asked, home.path / "m.zip", runs=home.runs, evidence=home.evidence)
    pack = Opened(made.path)
    text = "".join(pack.text(name) for name in pack.names if not name.startswith("pictures/"))
    assert "13912345678" not in text
    assert "zuanshi88888" not in text
    assert pack.ending(".warc.gz") == pack.ending("/listings.jsonl") == []
    for one in pack.lines("observations.jsonl"):
        assert len(one["listing"]["title"]) == len(REACH)
        (span,) = one["judgement"]["findings"][0]["elements"][0]["spans"]
        assert one["listing"]["title"][span["start"] : span["end"]] == span["text"] == "钻戒"
    hidden = [one for one in pack.lines("custody.jsonl") if one["entry"] is None]
    assert hidden
    assert any("正文已遮蔽" in line for line in verify.check(made.path).limits)
    assert made.masks["手机号"] > 0
    assert made.masks["未装入的原始记录（网页、送交行）"] == 1
    assert "手机号" in pack.text("index.html")
    line = hashlib.sha256((run.path / "listings.jsonl").read_bytes()).hexdigest()
    assert line in pack.text("index.html")
    again = Opened(home.pack(name="2.zip", day=10).path)
    data = json.loads(json.loads(again.lines("custody.jsonl")[-1]["entry"])["data"])["pack"]
    assert (data["role"], data["masks"]["phone"]) == (role, made.masks["手机号"])
    assert ("小美姐姐" in text) == (role == "alliance")
    assert ("李明" in text) == (role == "alliance")


def test_a_picture_with_a_telephone_on_it_stays_out_for_a_role(home: Place) -> None:
    from crawler.listing import Image
    from reports.evidence_pack.masks import Masks

    image = Image(ocr_text=("加我 13912345678",))
    assert Masks(Viewer()).picture(image)
    assert not Masks(Viewer("alliance")).picture(image)
    assert Masks(Viewer("alliance")).picture(replace(image, ocr_text=("足金999",)))


def test_a_name_that_no_pack_can_have_is_refused(home: Place) -> None:
    crawl(home, 0, Ware("1"), source="南湾")
    assert Opened(home.pack().path).ending(".warc.gz")[0].startswith("runs/run-")


def test_prices_are_told_where_the_charge_asks_for_them(home: Place) -> None:
    crawl(home, 0, Ware("1", rules=("PR-01",)), Ware("2", rules=("LG-01",)))
    by_rule = {one.rule: one.id for one in queue(home.store)}
    pack = Opened(home.pack(by_rule["PR-01"]).path)
    assert {row["table"] for row in pack.json("prices.json")} >= {"stones", "metals", "per_gram"}
    assert "钻石：成因 天然，每克拉不低于 3000" in pack.text("index.html")
    assert Opened(home.pack(by_rule["LG-01"], name="2.zip").path).json("prices.json") == []


def test_every_check_that_asks_for_prices_is_known() -> None:
    from nlp import checks
    from reports.evidence_pack.books import PRICED

    folder = Path(str(checks.__file__)).parent
    assert {path.stem for path in folder.glob("*.py") if ".prices" in path.read_text("utf-8")} == PRICED
