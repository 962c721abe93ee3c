from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("spacy", "jieba", "scrapy", "twisted", "sqlalchemy", "fastapi", "matplotlib", "extruct", "opencc")


def test_help_imports_nothing_heavy():
    script = (
        "import sys; from desk.cli import run; run(['--help']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "钻鉴" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["screeen"], "没有命令"),
        (["screen", "--nope"], "没有选项 --nope"),
        (["screen", "--on", "22.11.2026", "-"], "不是日期"),
        (["look"], "缺少参数"),
        (["crawl", "nowhere"], "没有名为“nowhere”的来源"),
        (["crawl", "nowhere.yml"], "文件不存在"),
        (["patrol"], "没有可巡查的来源"),
        (["screen", "missing.jsonl"], "missing.jsonl"),
        (["import", "missing.csv"], "文件不存在"),
        (["intake", "no-such-run"], "no-such-run"),
        (["schedule", "run"], "没有任务"),
        (["schedule", "pause", "nothing"], "没有名为“nothing”"),
        (["sources", "new", "a", "--platform", "nowhere"], "没有“nowhere”这个平台"),
        (["report", "no-such-kind"], "no-such-kind"),
        (["report", "daily", "--format", "gif"], "没有名为“gif”的报告格式"),
        (["report", "daily", "--format", "pdf"], "pdf 格式请用 -o 写明写到哪个文件"),
    ],
)
def test_bad_usage_is_one_chinese_line_and_exit_2(zuanjian, arguments, said):
    done = zuanjian(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:1/none", "nonsense", "sqlite:////proc/nowhere/zuanjian.db", "mysql://a/b"]
)
def test_a_bad_database_address_is_one_chinese_line(tmp_path, url):
    done = subprocess.run(
        [sys.executable, "-m", "desk", "db", "verify"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin", "ZUANJIAN_DATABASE_URL": url, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("错误：")
    assert len(done.stderr.strip().splitlines()) == 1


def test_control_characters_of_sellers_reach_no_terminal(zuanjian):
    done = zuanjian(
        "screen", "-", stdin='{"platform":"other","item_id":"1","\x1b[2J":1}\n{"platform":"other","\u001b]0;x":1}\n'
    )
    assert "\x1b" not in done.stderr
