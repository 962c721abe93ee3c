"""One rule applied to one case: a charge with its sheet, a suppression, or nothing."""

from __future__ import annotations

from msgspec import Struct

from nlp.answer import MET, NOT_MET, Answer, Blocked, in_order, strongest
from nlp.case import Case
from nlp.judgement import Element, ElementState, Severity, Span, Suppression, Tier
from nlp.needs import settled
from nlp.recorded_marks import named
from nlp.rule import Condition, Rule, fill

_SLOT_LENGTH = 40
"""Characters of the seller's words that a message quotes at most; the spans carry the rest."""

_WHY_BLOCKED = {
    "negation": "该词被否定，不作为对本商品的宣称",
    "comparison": "该词用于比较，不是对本商品的宣称",
    "question": "该词出现在疑问中，不是对本商品的宣称",
    "condition": "该词出现在假设中，不是对本商品的宣称",
    "teaching": "该词用于科普讲解，不是对本商品的宣称",
    "quotation": "该词是引述他人的话，不是对本商品的宣称",
    "deposit": "标价为定金或尾款链接，不是整件价格",
    "difference": "标价为补差链接，不是整件价格",
    "postage": "标价为邮费链接，不是整件价格",
    "bare_setting": "标价只含戒托，不含主石",
    "auction": "标价为起拍价，不是成交价",
    "sample": "样品或模型，不是首饰成品",
    "rough": "未切磨的毛坯，不以成品价格衡量",
    "secondhand": "二手商品，价格不以新品下限衡量",
    "service": "标价为服务费用，不是商品价格",
    "declared_simulant": "已写明为仿钻材料，不以钻石价格衡量",
    "target": "该词说的不是本商品的主石或整件",
}


class Charge(Struct, frozen=True, gc=False):
    """A rule all of whose required elements are met, before cases of several rules are weighed together."""

    rule: Rule
    severity: Severity
    tier: Tier
    elements: tuple[Element, ...]
    message: str
    cites: tuple[str, ...] = ()

    def spans(self) -> frozenset[Span]:
        return frozenset(span for element in self.elements for span in element.spans)


class Outcome(Struct, frozen=True, gc=False):
    """At most one of ``charge`` and ``suppression``; ``unsettled`` lists required elements left unknown."""

    charge: Charge | None = None
    suppression: Suppression | None = None
    unsettled: tuple[str, ...] = ()


def apply_rule(rule: Rule, case: Case) -> Outcome:
    """The outcome of one rule. Deterministic: depends on the rule and the case alone."""
    if rule.status == "deprecated" or not case.offer.made:
        return Outcome()
    if rule.goods and case.offer.goods not in rule.goods:
        return Outcome()
    answers = []
    for element in rule.elements:
        answer = answer_condition(element, case)
        if answer.state == "not_met" and answer.blocked is None and not element.optional:
            # Most rules end here for most listings: nothing a later element says can change it.
            return Outcome()
        answers.append((element, answer))
    required = [answer for element, answer in answers if not element.optional]
    if not all(answer.met for answer in required):
        return Outcome(
            suppression=_blocked(rule, required),
            unsettled=tuple(
                element.id for element, answer in answers if not element.optional and answer.state == "unknown"
            )
            if all(answer.state != "not_met" for answer in required)
            else (),
        )
    for excuse in rule.excuses:
        answer = answer_condition(excuse, case)
        if answer.met:
            cue = answer.spans[0] if answer.spans else None
            return Outcome(suppression=Suppression(rule.id, excuse.id, cue, excuse.says))
    return Outcome(charge=_charge(rule, case, answers))


def answer_condition(condition: Condition, case: Case) -> Answer:
    """The tests of a condition as one answer; spans, tiers and values of all met tests are kept."""
    asked = [test for test in condition.tests if not settled(test, case)]
    if not asked:
        return MET if condition.mode == "none" else NOT_MET
    answers = [NOT_MET] * (len(condition.tests) - len(asked))
    for test in asked:
        answer = test.check.answer(test.params, case)
        if answer.met and test.tier is not None:
            answer = Answer("met", answer.spans, test.tier, answer.values)
        answers.append(answer)
    met = [answer for answer in answers if answer.met]
    unknown = any(answer.state == "unknown" for answer in answers)
    if condition.mode == "none":
        # What disproves an absence is shown: a reader wants to see the words that made it lawful.
        spans = in_order(span for answer in met for span in answer.spans)
        return Answer("not_met", spans) if met else Answer("unknown" if unknown else "met")
    enough = len(met) == len(answers) if condition.mode == "all" else bool(met)
    if not enough:
        missing = any(answer.state == "not_met" for answer in answers)
        state: ElementState = "unknown" if unknown and not (condition.mode == "all" and missing) else "not_met"
        return Answer(state, blocked=_first_blocked(answers))
    return Answer(
        "met",
        in_order(span for answer in met for span in answer.spans),
        strongest(answer.tier for answer in met),
        {name: value for answer in reversed(met) for name, value in answer.values.items()},
    )


def _first_blocked(answers: list[Answer]) -> Blocked | None:
    return next((answer.blocked for answer in answers if answer.blocked is not None), None)


def _blocked(rule: Rule, required: list[Answer]) -> Suppression | None:
    """The rule would have fired but for how its words were said: every unmet element has only blocked mentions."""
    unmet = [answer for answer in required if not answer.met]
    if any(answer.blocked is None for answer in unmet):
        return None
    blocked = unmet[0].blocked
    return Suppression(rule.id, blocked.by, blocked.cue, _WHY_BLOCKED[blocked.by]) if blocked else None


def _charge(rule: Rule, case: Case, answers: list[tuple[Condition, Answer]]) -> Charge:
    severity, tier = rule.severity, strongest(answer.tier for _, answer in answers) or rule.tier
    for adjustment in rule.adjust:
        if answer_condition(adjustment, case).met:
            severity = adjustment.severity or severity
            tier = adjustment.tier or tier
    slots: dict[str, str] = {}
    for element, answer in answers:
        slots.update(answer.values)
        if answer.spans:
            # 使用“卡地亚”，并有“卡地亚”等迹象 tells a reader nothing: each element is told by words of its own, if it has any.
            own = (span.text[:_SLOT_LENGTH] for span in answer.spans)
            slots[element.id] = next(
                (text for text in own if text not in slots.values()), answer.spans[0].text[:_SLOT_LENGTH]
            )
    recorded = named(case, [span for _, answer in answers for span in answer.spans]) if case.known.marks else ""
    return Charge(
        rule,
        severity,
        tier,
        tuple(Element(element.id, element.says, answer.state, answer.spans) for element, answer in answers),
        fill(rule.message, slots) + recorded,
        (*rule.cites, *(id for part in rule.cites_if if answer_condition(part, case).met for id in part.cites)),
    )
