"""``zuanjian import`` from outside: what a sender's file yields, and what is said about the rest."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

from python_calamine import CalamineWorkbook


def test_recognised_speech_becomes_a_run(zuanjian, tmp_path):
    said = [{"start": 1000, "end": 2000, "text": "天然钻石"}, {"start": 5, "end": 5, "text": "嗯"}]
    (tmp_path / "晚场.json").write_text(json.dumps({"sentence_info": said}), "utf-8")
    (tmp_path / "别的.json").write_text('{"orders": []}', "utf-8")
    done = zuanjian("import", "晚场.json", "别的.json", "--run-only")
    assert done.returncode == 1
    assert "晚场.json：1 条商品" in done.stdout
    assert "晚场.json：第 2 行，第2句：时长为零" in done.stderr
    (refused,) = (tmp_path / "home" / "receipts").iterdir()
    assert f"  回执：{refused}" in done.stdout
    assert "拒收,别的.json,,,,不认识的转写 JSON" in refused.read_text("utf-8-sig")
    assert "别的.json：不认识的转写 JSON（最外层字段：orders），可读取：" in done.stderr
    assert "Traceback" not in done.stderr
    (run,) = [path for path in (tmp_path / "home" / "runs").iterdir() if path.name.startswith("import-")]
    (line,) = (run / "listings.jsonl").read_text("utf-8").splitlines()
    assert [u["text"] for u in json.loads(line)["speech"]] == ["天然钻石", "嗯"]


def test_a_package_and_its_receipt(zuanjian, tmp_path):
    sheet = "商品ID,商品名称,售价,手机号\n3601234567890123456,天然钻戒,面议,13800000000\n,=1+1,5,13900000000\n"
    files = {"商品.csv": sheet, "改动.csv": sheet}
    listed = [{"name": name, "sha256": hashlib.sha256(text.encode()).hexdigest()} for name, text in files.items()]
    with zipfile.ZipFile(tmp_path / "送检.zip", "w") as package:
        package.writestr("manifest.json", json.dumps({"batch": "SZ-7", "files": listed}))
        package.writestr("商品.csv", sheet)
        package.writestr("改动.csv", sheet.replace("天然", "培育"))
        package.writestr("../../etc/x.csv", sheet)
    done = zuanjian("import", "送检.zip", "--run-only")
    assert done.returncode == 1
    assert "送检.zip：改动.csv：内容与清单的 sha256 不符" in done.stderr
    assert "送检.zip：../../etc/x.csv：路径指向包外" in done.stderr
    assert "送检.zip：商品.csv：第 3 行，商品ID：缺少商品编号" in done.stderr
    assert "Traceback" not in done.stderr
    (path,) = [line.split("：", 1)[1] for line in done.stdout.splitlines() if line.startswith("  回执：")]
    lines = list(csv.reader(io.StringIO(Path(path).read_bytes().decode("utf-8-sig"))))
    assert [(line[0], line[1], line[2]) for line in lines[1:]] == [
        ("接收", "商品.csv", "2"),
        ("提示", "商品.csv", "2"),
        ("拒收", "商品.csv", "3"),
        ("拒收", "改动.csv", ""),
        ("拒收", "../../etc/x.csv", ""),
    ]
    assert lines[1][3] == "'3601234567890123456", "a spreadsheet would round it"
    assert "13900000000" not in lines[3][6]
    assert "=1+1" in lines[3][6]
    assert {tuple(line[7:10]) for line in lines[1:]} == {("送检.zip", _sha256(tmp_path / "送检.zip"), "SZ-7")}
    again = zuanjian("import", "送检.zip", "--run-only")
    assert "此前已导入" in again.stdout
    assert f"  回执：{path}" in again.stdout
    (tmp_path / "又一份.zip").write_bytes((tmp_path / "送检.zip").read_bytes() + b"\0")
    assert "批次号“SZ-7”此前已用于另一份送交" in zuanjian("import", "又一份.zip", "--run-only").stderr


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_recorded_shelf_and_the_transcript_beside_it(zuanjian, tmp_path):
    room = "7300000000000000001"
    shelf = [
        {"session": {"platform": "douyin", "room_id": room, "started_at": "2026-11-22T12:00:00Z"}},
        {
            "at": "2026-11-22T12:00:01Z",
            "payload": {"promotions": [{"promotion_id": 1, "product_id": 2, "title": "专拍"}]},
        },
        {"at": "2026-11-22T12:01:00Z", "payload": {"update_product_info": [{"promotion_id": 1, "explain_type": "2"}]}},
        {"at": "2026-11-22T12:02:00Z", "payload": {"update_product_info": [{"promotion_id": 1, "explain_type": "1"}]}},
    ]
    said = [
        {"start": 65_000, "end": 68_000, "text": "这颗是天然钻石"},
        {"start": 500_000, "end": 501_000, "text": "再见"},
    ]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("货架.jsonl", "\n".join(json.dumps(one) for one in shelf))
        package.writestr(f"{room}.json", json.dumps({"sentence_info": said}))
    done = zuanjian("import", "a.zip", "--run-only")
    assert "a.zip：2 条商品" in done.stdout
    assert (
        done.stderr.strip()
        == "a.zip：manifest.json：包内没有 manifest.json：各文件已读取，但无法核对是否齐全、是否被改动"
    )
    (run,) = [path for path in (tmp_path / "home" / "runs").iterdir() if path.name.startswith("import-")]
    listings = [json.loads(line) for line in (run / "listings.jsonl").read_text("utf-8").splitlines()]
    records = [json.loads(line) for line in (run / "shelf.jsonl").read_text("utf-8").splitlines()]
    assert [u["text"] for u in listings[1]["speech"]] == ["这颗是天然钻石"]
    assert [record["record"] for record in records] == ["session", "entry", "event", "event"]
    assert records[1]["listing"] == 2
    assert records[1]["explained"] == [{"start": "2026-11-22T12:01:00Z", "end": "2026-11-22T12:02:00Z"}]
    assert "shelf.jsonl" in json.loads((run / "manifest.json").read_text("utf-8"))["files"]
    # The recording alone, later: the transcript of that room is already known from its own delivery.
    (tmp_path / f"{room}.json").write_text(json.dumps({"sentence_info": said}), "utf-8")
    (tmp_path / "货架.jsonl").write_text("\n".join(json.dumps(one) for one in shelf), "utf-8")
    again = zuanjian("import", f"{room}.json", "货架.jsonl", "--run-only")
    assert again.returncode == 0, again.stderr
    path = Path(again.stdout.splitlines()[2].partition("批次 ")[2])
    assert "这颗是天然钻石" in (path / "listings.jsonl").read_text("utf-8")
    assert "再见" not in (path / "listings.jsonl").read_text("utf-8")


def test_names_that_are_no_text_hurt_nobody(zuanjian, tmp_path):
    sheet = "商品ID,商品名称\n1,银戒指\n"
    (tmp_path / "\udcff\udcfe.csv").write_text(sheet, "utf-8")
    (tmp_path / " .srt").write_text("1\n00:00:01,000 --> 00:00:03,500\n姐妹们好\n", "utf-8")
    done = zuanjian("import", "\udcff\udcfe.csv", " .srt", "--run-only")
    assert done.returncode == 0, done.stderr
    runs = [path for path in (tmp_path / "home" / "runs").iterdir() if path.name.startswith("import-")]
    found = [json.loads(line) for run in runs for line in (run / "listings.jsonl").read_text("utf-8").splitlines()]
    assert len(found) == 2
    assert all(listing["item_id"].strip() for listing in found)


def test_the_receipt_can_be_sent_back_as_a_workbook(zuanjian, tmp_path):
    (tmp_path / "商品.csv").write_text("商品ID,商品名称\n3601234567890123456,=1+1\n,银戒指\n", "utf-8")
    zuanjian("import", "商品.csv", "--run-only")
    (run,) = [path for path in (tmp_path / "home" / "runs").iterdir() if path.name.startswith("import-")]
    done = zuanjian("receipt", run.name)
    path = tmp_path / "home" / "receipts" / f"{run.name}-receipt.xlsx"
    assert (done.returncode, done.stdout) == (0, f"回执：{path}，2 行\n")
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet] == ["结果", "接收", "拒收"]
    assert sheet[1][3:7] == ["3601234567890123456", "", "", "=1+1"]
    unknown = zuanjian("receipt", "import-0")
    assert (unknown.returncode, "没有这个批次" in unknown.stderr, unknown.stdout) == (2, True, "")
