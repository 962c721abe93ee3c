"""``zuanjian import`` from outside: what a sender's file yields, and what is said about the rest."""

from __future__ import annotations

import json


def test_recognised_speech_becomes_a_run(zuanjian, tmp_path):
    said = [{"start": 1000, "end": 2000, "text": "天然钻石"}, {"start": 5, "end": 5, "text": "嗯"}]
    (tmp_path / "晚场.json").write_text(json.dumps({"sentence_info": said}), "utf-8")
    (tmp_path / "别的.json").write_text('{"orders": []}', "utf-8")
    done = zuanjian("import", "晚场.json", "别的.json", "--run-only")
    assert done.returncode == 1
    assert "晚场.json：1 条商品" in done.stdout
    assert "晚场.json：第 2 行，第2句：时长为零" in done.stderr
    assert "别的.json：不认识的转写 JSON（最外层字段：orders），可读取：" in done.stderr
    assert "Traceback" not in done.stderr
    (run,) = [path for path in (tmp_path / "home" / "runs").iterdir() if path.name.startswith("import-")]
    (line,) = (run / "listings.jsonl").read_text("utf-8").splitlines()
    assert [u["text"] for u in json.loads(line)["speech"]] == ["天然钻石", "嗯"]
