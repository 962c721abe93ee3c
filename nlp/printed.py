"""Printed forms: one simplified character for every traditional, Japanese, regional or older form of it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

FILE = Path(__file__).with_name("variants.txt")

# Forms that the table of OpenCC leaves alone because Taiwan's standard has them too; 鍊 it takes for 炼, but a 項鍊 is worn.
_OWN = {"鍊": "链", "寳": "宝", "寶": "宝", "亞": "亚", "復": "复"}
# Parts of characters that Unicode prints as characters (CJK Radicals Supplement), which NFKC leaves alone.
_RADICALS = dict(
    zip(
        "⺁⺅⺉⺋⺌⺍⺘⺝⺟⺠⺡⺩⺪⺫⺬⺭⺮⺰⺹⺻⺼⺾⺿⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻐⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻰⻳",
        "厂亻刂巳小小扌月母民氵王疋目示礻竹纟老聿月艹艹虎衤覀西见角讠贝车辶辶辶钅镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄齐龙龟",
        strict=True,
    )
)


@cache
def simplified() -> dict[str, str]:
    """Printed form -> simplified, one character for one: OpenCC's tables (first candidate), and variants.txt."""
    singles = {old: new.split(" ")[0] for old, new in _opencc("TSCharacters")}
    table = {old: new for old, new in singles.items() if len(old) == len(new) == 1} | _OWN
    for name in ("JPVariants", "HKVariants", "TWVariants"):
        for usual, forms in _opencc(name):
            # A form that mainland print uses too is a character of its own there: 芸 is not 艺.
            table.update(
                (form, table.get(usual, usual)) for form in forms.split(" ") if form not in table and not _printed(form)
            )
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            char, variants = line.split(" ")
            table.update(dict.fromkeys(variants, char))
    return table | _RADICALS


def _opencc(name: str) -> list[tuple[str, str]]:
    lines = files("opencc").joinpath(f"dictionary/{name}.txt").read_text(encoding="utf-8").splitlines()
    return [(old, new) for old, mark, new in (line.partition("\t") for line in lines) if mark]


def _printed(char: str) -> bool:
    """Whether a character belongs to the everyday print of the mainland (GB 2312-1980)."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
