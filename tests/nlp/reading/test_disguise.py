"""Disguise: words hidden by sound, shape, parts and pictures are found; words that merely resemble them are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.disguise.sounds import SoundsRefused, load_syllables, read_pinyin
from nlp.folding import fold
from nlp.gate import Gate


def hidden(text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Seller's characters -> (standard name, what was undone), of the mentions that were hidden."""
    folded = fold(text)
    mentions = [m for m in Gate.default().scan(folded) if m.hidden]
    return {folded.span("title", m.start, m.end).text: (m.entry.name, m.hidden) for m in mentions}


@pytest.mark.parametrize(
    ("text", "word", "name", "how"),
    [
        ("卡蒂亚手镯", "卡蒂亚", "Cartier", "homophone"),
        ("天燃转石1.50ct 全款", "转石", "钻石", "homophone"),
        ("田然撰石对戒 18K金", "田然", "天然", "homophone"),
        ("天ranZ石对戒 各10分", "Z石对戒", "钻饰", "pinyin"),
        ("天ranZSDZ 30分", "天ran", "天然", "pinyin"),
        ("95新 梵kyb 五花手链", "梵kyb", "Van Cleef & Arpels", "pinyin"),
        ("萧帮手镯 海瑞文斯顿戒指", "海瑞文斯顿", "Harry Winston", "homophone"),
        ("培玉钻石吊坠", "培玉钻石", "合成钻石", "homophone"),
        ("搞碳钻耳钉", "搞碳钻", "合成立方氧化锆", "homophone"),
        ("高访卡地亚手镯", "高访", "高仿复刻", "homophone"),
        ("kadiya手镯", "kadiya", "Cartier", "pinyin"),
        ("KaDi亚手镯", "KaDi亚", "Cartier", "pinyin"),
        ("kdy手镯", "kdy", "Cartier", "pinyin"),
        ("peiyu钻石项链", "peiyu钻石", "合成钻石", "pinyin"),
        ("p育钻石项链", "p育钻石", "合成钻石", "pinyin"),
        ("tiānrán钻石项链", "tiānrán", "天然", "pinyin"),
        ("钅占石戒指", "钅占石戒指", "钻饰", "split"),
        ("莫桑金占吊坠", "莫桑金占", "合成碳硅石", "split"),
        ("卡土也亚手镯", "卡土也亚", "Cartier", "split"),
        ("复亥刂卡地亚手镯", "复亥刂", "高仿复刻", "split"),
        ("培盲钻石项链", "培盲钻石", "合成钻石", "homoglyph"),
        ("钴石戒指", "钴石戒指", "钻饰", "homoglyph"),
        ("夫然一克拉戒指", "夫然", "天然", "homoglyph"),
        ("暮桑石吊坠", "暮桑石", "合成碳硅石", "homoglyph"),
        ("周犬生项链", "周犬生", "周大生", "homoglyph"),
        ("天夕犬灬钻石戒指", "天夕犬灬", "天然", "split"),
        ("梵古儿雅宝手链", "梵古儿雅宝", "Van Cleef & Arpels", "split"),
        ("碧尔玉戒指", "碧尔玉", "彩色宝石", "split"),
        ("1ab-gr0wn diamond ring", "1ab-gr0wn diamond", "合成钻石", "homoglyph"),
        ("mo1ssanite ring", "mo1ssanite", "合成碳硅石", "homoglyph"),
        ("天染一克拉戒指", "天染", "天然", "homophone"),
        ("卡第崖手镯", "卡第崖", "Cartier", "homophone"),
        ("香莱儿耳钉", "香莱儿", "Chanel", "homophone"),
        ("裴御钻石吊坠", "裴御钻石", "合成钻石", "homophone"),
        ("v佳四叶草手链", "v佳", "Van Cleef & Arpels", "homophone"),
        ("天ranzuan石吊坠", "天ran", "天然", "pinyin"),
        ("kadiyalove手镯", "kadiya", "Cartier", "pinyin"),
        ("CVDZS一对 18K金", "CVDZS", "合成钻石", "pinyin"),
        ("zhoudasheng足金耳钉", "zhoudasheng", "周大生", "pinyin"),
        ("人工💎石戒指", "人工💎石", "合成钻石", "emoji"),
        ("赚链 30分 18K金项链", "赚链", "钻饰", "homophone"),
        ("喀家钉子手镯", "喀家", "Cartier", "homophone"),
        ("卡冢钉子手镯", "卡冢", "Cartier", "homoglyph"),
        ("卡J钉子手镯", "卡J", "Cartier", "pinyin"),
        ("戒指 卡嘉梵加都有", "梵加", "Van Cleef & Arpels", "homophone"),
        ("播璃手串", "播璃", "玻璃", "homophone"),
        ("ka di ya手镯", "ka di ya", "Cartier", "pinyin"),
        ("TianRan2克拉", "TianRan", "天然", "pinyin"),
        ("VJIA手链", "VJIA", "Van Cleef & Arpels", "pinyin"),
        ("PYZS吊坠", "PYZS", "合成钻石", "pinyin"),
        ("T然1.5ct戒指", "T然", "天然", "pinyin"),
        ("莫桑💎吊坠", "莫桑💎", "合成碳硅石", "emoji"),
        ("莫🌸桑🌸石吊坠", "莫🌸桑🌸石", "合成碳硅石", "emoji"),
        ("钻-戒女款", "钻-戒", "钻饰", "separator"),
        ("【天】【然】2克拉", "天】【然", "天然", "separator"),
        ("主石:天 然单钻戒指", "天 然", "天然", "separator"),
        ("天🇨🇳然钻石戒指", "天🇨🇳然", "天然", "emoji"),
        ("3克拉钻🪨戒指", "钻🪨戒指", "钻饰", "emoji"),
        ("c🏠手镯", "c🏠", "C家", "emoji"),
        ("莫▲桑▲石吊坠", "莫▲桑▲石", "合成碳硅石", "separator"),
        ("lab.diam☞ond ring", "lab.diam☞ond", "合成钻石", "emoji"),
        ("培丶育丶钻丶石", "培丶育丶钻丶石", "合成钻石", "separator"),
    ],
)
def test_a_disguised_word_is_found(text: str, word: str, name: str, how: str) -> None:
    found = hidden(text)
    assert found[word][0] == name
    assert how in found[word][1]


@pytest.mark.parametrize(
    "text",
    [
        "人工转接客服 项链下单请备注",
        "人工赚钱 转石磨坊 一天三趟",
        "天ranz 网名 手绳",
        "项链 周大夫推荐",
        "双心钻石吊坠",
        "配玉吊坠 和成银饰",
        "高房价时代 戒指保值",
        "戒圈同宽 手链同宽",
        "铂金钻·石英表项链",
        "莫桑石💎吊坠",
        "天燃气灶台 金戒指",
        "妇科检查请摘项链",
        "戒指 MING SHENG HOU",
        "型号KDY-18 手链",
        "项链带钻，石榴石也有",
        "女子手链 土也能洗掉",
        "方钻吊坠 含钻三颗",
        "满钻 石榴石 戒指",
        "1.5ct 椭圆 钻戒",
        "18K 钻 石英表 项链",
        "整圆大珠 耳钉无珠 项链",
        "时尚锆钻百搭对戒",
        "白贝红玉手链",
        "粤宝检测 戒指",
        "童款手链 铜款吊坠",
        "刷卡价 戒指",
        "虎眼是磁粉效果 手链",
        "亮钻bb夹 项链",
        "肖邦链 xiao bang链 手链",
        "情LV对戒",
        "天真让利 戒指",
        "时尚宝嘉珠宝 项链",
        "心形钻吊坠 配钻三分",
        "型号GTZ-3 手链",
        "民族风水晶手链",
        "卡佳设计师手链",
        "梵佳珠宝 双面珠边手链",
        "钉子手镯 冯家打的",
        "钉子手镯 克价另算",
    ],
)
def test_words_that_only_resemble_a_known_one_are_left_alone(text: str) -> None:
    assert hidden(text) == {}


@pytest.mark.parametrize(
    ("run", "syllables"), [("kadiya", 3), ("xiangnaier", 3), ("lv", 1), ("cartier", 0), ("gia", 0), ("", 0)]
)
def test_pinyin_is_read_in_the_fewest_syllables(run: str, syllables: int) -> None:
    assert len(read_pinyin(run)) == syllables


@pytest.mark.parametrize("line", ["ka", "ka 卡\nka 咖", "ka 卡卡", "ka 卡\nca 卡", "Ka 卡", "ka 卡 咖"])
def test_a_bad_table_of_syllables_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "syllables.txt"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(SoundsRefused, match="第"):
        load_syllables(path)
