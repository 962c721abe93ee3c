"""``zuanjian check`` from outside: the explanation, and the title that would be lawful."""

from __future__ import annotations


def test_a_curable_title_is_reworded_and_checked_again(zuanjian):
    done = zuanjian("check", "简约四爪莫桑钻戒指", "--price", "268")
    assert done.returncode == 0
    assert "LG-05" in done.stdout
    assert "改写　简约四爪合成碳硅石（莫桑石）戒指" in done.stdout
    assert "复查" in done.stdout
    again = zuanjian("check", "简约四爪合成碳硅石（莫桑石）戒指", "--price", "268")
    assert "未发现涉嫌问题的线索" in again.stdout
    assert "改写" not in again.stdout.replace("建议改写", "")


def test_an_admitted_copy_gets_no_wording(zuanjian):
    done = zuanjian("check", "卡地亚手镯 高仿", "--price", "299")
    assert done.returncode == 0
    assert "没有可用的改写" in done.stdout
    assert "下架" in done.stdout
