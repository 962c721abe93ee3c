"""``zuanjian look``: field by field what would be read and from where, and what would not be read."""

from __future__ import annotations

import json
import shutil

from tests.crawler.core.small_shop import SmallShop, html, open_shop
from tests.crawler.web.samples import FOLDER


def test_each_field_with_its_value_and_where_it_stood(zuanjian):
    done = zuanjian("look", FOLDER / "jsonld-graph.html")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "jsonld-graph.html"
    assert "  价格　3,680.00 元　〔结构化数据 JSON-LD〕" in lines
    assert "  类目　戒指 > 培育钻石戒指　〔面包屑导航〕" in lines
    assert "  属性“主石”　培育钻石　〔结构化数据 JSON-LD〕" in lines
    assert not any(line.startswith("  未读到") for line in lines)


def test_what_was_not_read_is_told(zuanjian):
    done = zuanjian("look", FOLDER / "auction.html")
    assert "  未读到　详情文字、属性、图片、品牌、类目、规格、店铺" in done.stdout.splitlines()


def test_a_page_without_a_product_says_why_and_the_others_are_shown(zuanjian, tmp_path):
    shutil.copy(FOLDER / "visible.html", tmp_path / "ring.html")
    (tmp_path / "empty.html").write_bytes(b"")
    done = zuanjian("look", "empty.html", "ring.html")
    assert (done.returncode, done.stderr.strip()) == (1, "empty.html：页面内容为空")
    assert "页面可见内容" in done.stdout
    assert zuanjian("look", "empty.html").returncode == 2


def test_a_page_that_is_fetched_says_where_its_fields_stood_too(zuanjian):
    ld = json.dumps({"@type": "Product", "name": "银戒指", "sku": "YJ-1"})
    page = html(
        f'<script type="application/ld+json">{ld}</script><h1>银戒指</h1><p class="price">¥128</p><button>加入购物车</button>'
    )
    with open_shop(SmallShop({"/p/YJ-1": page})) as shop:
        done = zuanjian("look", f"{shop.base}/p/YJ-1")
    assert done.returncode == 0, done.stderr
    assert "  标题　银戒指　〔结构化数据 JSON-LD〕" in done.stdout.splitlines()
    assert "  价格　128.00 元　〔页面可见内容〕" in done.stdout.splitlines()


def test_nothing_that_a_seller_writes_reaches_the_terminal_as_a_command_or_a_line(zuanjian, tmp_path):
    (tmp_path / "p.html").write_text(
        "<h1>银戒指\u202e</h1><p class='price'>¥1</p><button>加入购物车</button><div class='description'>一\n<br>二\x9b2J</div>",
        "utf-8",
    )
    done = zuanjian("look", "p.html")
    assert not set("\u202e\x9b") & set(done.stdout)
    assert all(line.startswith(("p.html", "  ")) for line in done.stdout.splitlines())
