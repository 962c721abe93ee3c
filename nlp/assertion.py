"""Does a listing say a stone of its item, or does it merely talk of stones?

A title that names the goods truly (培育钻石戒指, 莫桑石项链) is the seller's word. Against it stand only words that name
or assert: "这就是真钻", a noun phrase such as "天然钻石女戒". A running clause that mentions another stone (婚后再换真钻,
天然钻和我们这颗放一起) says nothing of the item. So it is with a simulant or a lab-grown stone under a natural title.
"""

from __future__ import annotations

import re

from nlp.claim import Claim, ClaimClass, Place, Reading, Target
from nlp.context.answered import ANSWERED
from nlp.predicate import said_of_other_stones, said_of_this_item

_ITEM = (Target.MAIN, Target.WHOLE)
_TALK = (Place.DETAIL, Place.SPEECH)
_CLAUSE_END = re.compile(r"[，。；！？!?;,\n\s]")

_BREATH = 16
"""Characters on either side of a word in which its clause is read."""
_PHRASE_END = re.compile(r"[，。；！？!?;,\n\s|｜/【】（）()「」\[\]+＋~～…—]")
_RUNNING = re.compile(
    r"(?<![级特个区类分性])别|[我你您他她它咱谁不没甭吗呢吧呗嘛要想买换再爱都也就能会让把被给说问叫喊讲聊课等才还比和跟与同对像该看懂贵骗]"
    r"|什么|怎么|一样|时候|以后|之后|朋友|客人|预算|价格|区别|多少|得起|有钱|攒|老婆|老公|媳妇|女友"
)
"""A clause with any of these is running talk and no noun phrase that names goods."""
_ASSERTS = re.compile(
    r"(.?)(?:是|为|系|属于?|即|=)(?:颗|枚|一颗|一枚|正宗|正经|纯|真|地道|实打实|百分百|100%|的|这种|我们|你|您|[:：\"“「]){0,2}$"
)
_NO_ASSERTION = frozenset("那说称叫认当以问猜若要果才像似不还可非似乎关联唔")
"""说是, 才是, 不是, 还是: what stands before 是 and takes the assertion away."""
_WISHED = re.compile(r"(?:要|让|当|盼|希望|指望|说|以为|除非)(?:它|这|他|这个|这颗)就?是.{0,3}$")
"""你要它是|钻石 wishes, and says nothing of what it is."""
_LABEL = re.compile(r"(?:主石|材质|石头|本款|这款|这颗|这枚|本品|名称|品名)[^，。；！？!?;,\n\s]{0,3}$")

_HELD_UP = re.compile(
    r"(?:^|[来看瞧])(?:一?下|看)?(?:我|咱|我们)?(?:手上|手里)?(?:这|本)(?:颗|枚|对|只|条|个|款|件|串|套|副)(?:都?是)?$"
)
"""来看这对|钻石的: what is held up is called by that name."""

CORRECTS = re.compile(r"(?:实为|实则|实则为|实际是|实际为|实际上是|其实是|其实为|说白了是|说白了就是|本质是|真身是)$")

_BRED = re.compile(
    r"(?:苗|兰花|花卉|花草|绿植|种子|菌|茶树|果树|犬|猫|狗|鱼|人才|孩子|团队|市场|品牌|感情|习惯)[^，。；,;]{0,6}$"
)
"""What else is 培育: plants, animals, people and markets."""

_SUBJECT = 5
"""Characters before 天然 in which a word that asserts must stand."""
_TOLD = frozenset({"sourced", "report"})
"""采自某矿区, 附天然钻石证书: said of the item, where nothing else is spoken of."""
_EMPHATIC = frozenset({"纯天然", "全天然"})
"""Nobody who compares prices and tastes puts it so."""
_ASSERTING = ("是", "为", "属", "本款", "这款", "这颗", "主石", "材质")

_SAYS = 12
"""Characters on either side of a simulant in which its clause is read for words that say what the item is."""
_SAYS_BEFORE = re.compile(
    r"[是为系属镶嵌:：]|主石|材质|石头|宝石|石料|成分|本款|这款|这颗|这个|这只|这枚|用的|采用|选用|使用|做的|实际|其实|仿钻|写|证书|结论|报告|国检|鉴定|吊牌|标注|显示|腰码|生长"
)
_SAYS_AFTER = re.compile(r"主石|材质|镶嵌|质地|材料|做的|制成|制作|打造|仿|石?的?$|戒面|裸石|单石|[(（]")
_OTHERS = r"(?:天然|培育|莫桑|合成|锆|真钻|钻石|玻璃)"
_ONE_OF_SEVERAL = (re.compile(rf"{_OTHERS}[石钻]{{0,2}}[、/]$"), re.compile(rf"[石钻]{{0,2}}[、/]{_OTHERS}"))
"""培育、莫桑、天然，三样三个价: kinds that are counted up, not the item's."""
_IS_THAT = re.compile(
    r"[^。！？；!?;\n]{0,24}?[，,。](?:我|咱|我们)?(?:这|本|链接里|您拍的|你们拍的|发)[^，。！？；,!?;\n不没]{0,8}?(?:是|用的?|镶的?|装的?|做的?|嵌的?|戴的?)"
    r"(?:就|正|都|也|全)?(?:是)?(?:它|这个|这玩意儿?|这种料?|这材料|这东西)(?=$|[，。！,!\s])"
)
"""碳硅石导热嘛，这对装的就是它: what a stone is told by its name first and pointed at afterwards."""
_NOT_OF_IT = re.compile(
    r"试戴|样品|模型|样石|教具|专柜|专区|另设|对比|上一单|上一件|买到|收到|拍到|买过|卖过|以前|送的|赠"
)
# 掉石补配, 来石加工: work done on what the buyer brings; the stones that it names are its objects.
_WORK = re.compile(
    r"补石|补钻|补配|掉石|掉钻|换石|镶嵌加工|镶石加工|来石|来料加工|客供|自备主石|主石自备|石头自备|不含主石|加工费|工费链接|镶工费"
    r"|维修服务|镶嵌维修|首饰维修|修复|修补|翻新服务|保养服务|清洗服务|代检|检测服务"
)
_ADVICE = re.compile(r"估价|估值|评估|看货|鉴定咨询|咨询|代笔")
"""Where what is sold is an opinion or a letter, a stone in the title is what it is about."""
_SPEC = re.compile(
    r"[\d.\s]|ct|CT|克拉|分|颗|粒|mm|毫米|圆形|锆|[a-zA-Z]|银|金|铜|合金|托|[+＋/、·*xX×]|戒指|项链|耳钉|吊坠|手链|优质|进口|人工|天然|高级|顶级|一|单|双"
)
_BARE = 1
"""Characters that may be left of a clause that is nothing but a list of particulars."""


_TELLS = re.compile(r"[是为属系这它本主就都其实际用采选写标叫]")


class Said:
    """One listing, asked of each of its claims."""

    def __init__(self, reading: Reading) -> None:
        self._texts = reading.texts
        titled = [c for c in reading.claims if c.affirmed and c.place is Place.TITLE and c.target in _ITEM]
        self.simulant_named = any(c.cls is ClaimClass.SIMULANT and "named" in c.tags for c in titled)
        self.lab_grown_named = any(c.cls is ClaimClass.LAB_GROWN and _discloses(c) for c in titled)
        self._natural = any(c.cls is ClaimClass.NATURAL for c in titled) or any(
            c.affirmed and c.target in _ITEM and c.place is Place.ATTRIBUTE and "label" not in c.tags
            for c in reading.of_class(ClaimClass.NATURAL)
        )
        self._service = _serves(reading)
        self._settled = {c.cls for c in reading.claims if _settles(c)}
        offered = {c.cls for c in reading.claims if c.affirmed and c.place in _OFFERED and c.cls in _KINDS}
        self._several_offered = len(offered) > 1
        loud = any(c.cls in (*_KINDS, ClaimClass.DIAMOND) for c in reading.claims if c.place not in _TALK)
        goods = [c.tags for c in reading.of_class(ClaimClass.JEWELLERY) if c.place is Place.TITLE]
        self._no_jewellery = bool(goods) and not any("jewellery" in tags for tags in goods)
        self._nothing_named = bool(reading.listing.title) and not loud
        self._imitation = self.simulant_named or (
            not any(c.cls in _DEAR for c in titled) and any(self._names_a_simulant(c) for c in reading.claims)
        )

    def in_passing(self, claim: Claim) -> bool:
        """Whether the affirmed claim stands against a truthful or a natural title without being said of the item."""
        if claim.term.startswith("培育") and _BRED.search(self._before(claim)):
            return True
        if claim.place in _TALK and _insisted(claim) and not self._granted(claim):
            return False
        if claim.place in _TALK and self._of_its_kind(claim):
            return True
        if self._service and claim.cls in (*_KINDS, ClaimClass.DIAMOND):
            return claim.place not in _TALK or not self._of_this_item(claim)
        against = self._settled_otherwise(claim) or self._several_offered
        if claim.place in _TALK and against and not self._of_this_item(claim):
            return True
        if (
            claim.place in _TALK
            and self._nothing_named
            and (not self._of_this_item(claim) if self._no_jewellery else self._of_others(claim))
        ):
            return True
        if claim.cls is ClaimClass.NATURAL and self.lab_grown_named and claim.place in _TALK and "plain" in claim.tags:
            plainly = "sourced" in claim.tags or claim.term in _EMPHATIC
            return not plainly and not self._asserted_nearby(claim)
        if (self._imitation and claim.cls in (*_DEAR, ClaimClass.LAB_GROWN)) or (
            self.lab_grown_named and claim.cls is ClaimClass.NATURAL
        ):
            return claim.place in (*_TALK, Place.TITLE) and self._in_running_talk(claim)
        if self._natural and claim.cls is ClaimClass.LAB_GROWN and claim.term.endswith("的") and claim.place in _TALK:
            return not self._told_of_it(claim)
        lab_grown = claim.cls is ClaimClass.LAB_GROWN and claim.tags.isdisjoint({"admission", "report"})
        simulant = claim.cls is ClaimClass.SIMULANT and not self.simulant_named
        return (simulant or (self._natural and lab_grown)) and self._merely_mentioned(claim)

    def _granted(self, claim: Claim) -> bool:
        """谁说不是天然就不能订婚: the denial stands, and what follows from it is what is turned down."""
        return self._texts[claim.span.field].startswith(
            ("就", "也", "又", "石就", "的就", "怎么", "照样"), claim.span.end
        )

    def _settled_otherwise(self, claim: Claim) -> bool:
        """Whether the fields in which goods are named have settled on another kind of stone than the claim's."""
        if claim.cls is ClaimClass.LAB_GROWN:
            return len(self._settled) == 1 and ClaimClass.LAB_GROWN not in self._settled
        if claim.cls is ClaimClass.SIMULANT:
            return bool(self._settled) and ClaimClass.SIMULANT not in self._settled
        return claim.cls in _DEAR and bool(self._settled) and ClaimClass.NATURAL not in self._settled

    def _of_this_item(self, claim: Claim) -> bool:
        span = claim.span
        grown = ("admission" in claim.tags and not _GROWN.isdisjoint(claim.term)) or not claim.tags.isdisjoint(_TOLD)
        return said_of_this_item(self._texts[span.field], span.start, span.end, verb=grown)

    def _of_its_kind(self, claim: Claim) -> bool:
        """天然的补天然，培育的补培育; 培育就是培育: a clause that says a kind twice speaks of kinds, not of this stone."""
        if claim.cls not in _KINDS or not claim.term.isalpha() or claim.tags.isdisjoint({"plain", "bare", "admission"}):
            return False
        text, span, stem = self._texts[claim.span.field], claim.span, claim.term.removesuffix("的")
        before = _CLAUSE_END.split(text[max(0, span.start - _BREATH) : span.start])[-1]
        after = _CLAUSE_END.split(text[span.end : span.end + _BREATH], maxsplit=1)[0]
        whether = before.endswith(stem + "不") or after.startswith("不" + stem)  # 合成不合成的，戴起来一样
        return not whether and (stem in before or stem in after)

    def _of_others(self, claim: Claim) -> bool:
        """Whether the clause speaks of other goods or people, where no field names a stone but the talk."""
        return said_of_other_stones(self._texts[claim.span.field], claim.span.start, claim.span.end)

    def _names_a_simulant(self, claim: Claim) -> bool:
        """石头：合成碳硅石, where no title names any stone."""
        if claim.cls is not ClaimClass.SIMULANT or not claim.affirmed or "named" not in claim.tags:
            return False
        if claim.place is Place.ATTRIBUTE:
            return True
        return claim.place in _TALK and bool(_LABEL.search(self._before(claim)) or self.asserted(claim))

    def _before(self, claim: Claim) -> str:
        return self._texts[claim.span.field][max(0, claim.span.start - _BREATH) : claim.span.start]

    def between(self, claim: Claim) -> str:
        """What stands between the cue on the left and the claim; empty where there is none."""
        cue = claim.cue
        same = cue is not None and cue.field == claim.span.field and cue.end <= claim.span.start
        return self._texts[cue.field][cue.end : claim.span.start] if cue is not None and same else ""

    def asserted(self, claim: Claim) -> bool:
        """Whether 是, 为 or their like stand right before it: 这就是|真钻, 实为|培育."""
        before = _PHRASE_END.split(self._before(claim))[-1]
        found = _ASSERTS.search(before)
        return found is not None and found[1] not in _NO_ASSERTION and _WISHED.search(before) is None

    def corrects(self, claim: Claim) -> bool:
        """标的白钻，实为|培育小圆钻: the seller takes back a name that he gave before."""
        return claim.place in _TALK and CORRECTS.search(self._before(claim)) is not None

    def alone(self, claim: Claim) -> bool:
        """③每周发货④|合成|⑤防丢: a word that is all of its item says what the stone is."""
        text = self._texts[claim.span.field]
        around = text[max(0, claim.span.start - 1) : claim.span.start], text[claim.span.end : claim.span.end + 1]
        return claim.place in _TALK and not any(c.isalpha() for c in around)

    def _told_of_it(self, claim: Claim) -> bool:
        """Under a natural title 培育的 counts where something is said to be so, or where it is the whole answer."""
        clause = _CLAUSE_END.split(self._before(claim))[-1]
        # 合成不合成的，戴起来一样 grants it.
        return not clause or clause.endswith("不") or _TELLS.search(clause) is not None

    def _asserted_nearby(self, claim: Claim) -> bool:
        """Under a title that says lab-grown, 天然 further down is talk of prices and tastes unless it is asserted.

        "这个就是天然的" asserts; "想要天然的去别家", "这么大的天然钻要上百万" do not.
        """
        before = self._before(claim)[-_SUBJECT:]
        if before.endswith(("还是", "才是", "不是")):
            return False
        return any(word in before for word in _ASSERTING)

    def _in_running_talk(self, claim: Claim) -> bool:
        text = self._texts[claim.span.field]
        before = _PHRASE_END.split(self._before(claim))[-1]
        after = _PHRASE_END.split(text[claim.span.end : claim.span.end + _BREATH], maxsplit=1)[0]
        running = bool(_RUNNING.search(before) or _RUNNING.search(after))
        return running and not self.asserted(claim) and _HELD_UP.search(before) is None

    def _merely_mentioned(self, claim: Claim) -> bool:
        """A stone that running words mention without saying that this item is made of it.

        "主石为莫桑石", "莫桑石材质", "925银镶锆石" and a clause that is nothing but the name say it; "很多人担心买到莫桑石",
        "测钻笔测莫桑石会响", "另设莫桑石专柜", "培育钻石价格一年跌三成" do not. It is asked of simulants where no title names
        them, and of lab-grown stones where the title says natural: there the seller's word stands against a mere mention.
        """
        if claim.place not in _TALK:
            return False
        text = self._texts[claim.span.field]
        before = _CLAUSE_END.split(text[max(0, claim.span.start - _SAYS) : claim.span.start])[-1]
        after = _CLAUSE_END.split(text[claim.span.end : claim.span.end + _SAYS], maxsplit=1)[0]
        if _NOT_OF_IT.search(before) or _NOT_OF_IT.search(after):
            return True
        if _ONE_OF_SEVERAL[0].search(before) or _ONE_OF_SEVERAL[1].match(after):
            return True
        if _IS_THAT.match(text, claim.span.end):
            return False
        listed = len(_SPEC.sub("", before + after)) <= _BARE
        return not (_SAYS_BEFORE.search(before) or _SAYS_AFTER.match(after) or listed)


_KINDS = (ClaimClass.NATURAL, ClaimClass.LAB_GROWN, ClaimClass.SIMULANT)
_OFFERED = (Place.TITLE, Place.SKU)
"""Where several kinds stand side by side, a buyer chooses: what is told of them is no claim of one."""
_NAMED_IN = (Place.TITLE, Place.ATTRIBUTE)
_GROWN = frozenset("长种养压炉")
"""机器里长出来的, 炉子里压的: words of admission that say themselves what was done."""


def _serves(reading: Reading) -> bool:
    """Whether the title offers work or advice. Work under the name of one stone (补天然真钻) sells that stone."""
    title = reading.texts.get("title", "")
    if _ADVICE.search(title):
        return True
    stones = [c for c in reading.claims if c.place is Place.TITLE and c.cls in (*_KINDS, ClaimClass.DIAMOND)]
    diamonds_alone = all(c.cls in _DEAR for c in stones)
    several = len({c.name for c in stones}) > 1 and not diamonds_alone
    return _WORK.search(title) is not None and (several or not stones)


def _settles(claim: Claim) -> bool:
    """Whether a word of title or sheet says which of the three kinds the main stone is."""
    if not claim.affirmed or claim.place not in _NAMED_IN or claim.target not in _ITEM or "coloured" in claim.tags:
        return False
    if claim.cls is ClaimClass.LAB_GROWN:
        return _discloses(claim)
    if claim.cls is ClaimClass.SIMULANT:
        return "named" in claim.tags
    return claim.cls is ClaimClass.NATURAL and "other_material" not in claim.tags


_DEAR = (ClaimClass.DIAMOND, ClaimClass.NATURAL)


_DENIAL = 2
"""Characters of a plain 不是; a turned one is longer."""


def _insisted(claim: Claim) -> bool:
    """谁敢说这不是真钻, 不是真钻我把桌子吃了: whoever turns a denial round says so with all force.

    So does who is asked and grants it.
    """
    if ANSWERED in claim.tags:
        return True
    cue = claim.cue if claim.affirmed else None
    if cue is None or cue.field != claim.span.field:
        return False
    staked = cue.start < claim.span.start and claim.span.end < cue.end
    return staked or (len(cue.text) > _DENIAL and cue.text.endswith(("不是", "不算", "不叫")))


def _discloses(claim: Claim) -> bool:
    return not claim.tags.isdisjoint({"disclosure", "admission"}) or claim.term == "培育"
