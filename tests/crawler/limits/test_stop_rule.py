"""Who is refused again and again stops asking, and the run says ``blocked``."""

from __future__ import annotations

import pytest
from scrapy import Request

from crawler.health import Failure
from crawler.limits.not_allowed import NotAllowed
from crawler.limits.stop_rule import AFTER, IN_A_ROW, StopRule
from tests.crawler.limits.conftest import Crawl
from tests.mock_site.routes import captcha, item, listing_of, status
from tests.mock_site.site import MockSite, Route


@pytest.mark.parametrize("route", [status(403), status(429), captcha], ids=["403", "429", "captcha"])
def test_a_site_that_turns_us_away_is_left_alone(crawled: Crawl, site: MockSite, route: Route) -> None:
    paths = [f"/item/{n}" for n in range(40)]
    site.routes.update({path: item(path[6:]) for path in paths[:3]})
    site.routes.update(dict.fromkeys(paths[3:], route))
    site.routes["/shelf"] = listing_of(*paths)

    run = crawled("/shelf")

    assert run.health.verdict == "blocked"
    assert len(list(run.listings())) == 3
    # One more may be on its way while the last refusal is being read.
    assert len(site.paths()) <= 1 + 3 + IN_A_ROW + 1
    assert len({miss.what for miss in run.health.not_seen}) == 37, "every page that was not looked at is named"
    assert not any(scope.complete for scope in run.health.looked)


def _heard(*kinds: Failure | None) -> list[str]:
    reasons: list[str] = []
    rule = StopRule(reasons.append)
    for kind in kinds:
        rule.hear(kind)
    return reasons


@pytest.mark.parametrize(("refusals", "fired"), [(IN_A_ROW - 1, 0), (IN_A_ROW, 1), (IN_A_ROW + 1, 1)])
def test_so_many_refusals_in_a_row_end_the_crawl(refusals: int, fired: int) -> None:
    assert len(_heard(*["refused"] * refusals)) == fired


def test_one_page_in_between_breaks_the_row() -> None:
    assert _heard("refused", "login_wall", "captcha", "refused", None, "refused", "captcha") == []


@pytest.mark.parametrize(
    ("refused", "answers", "fired"), [(6, 20, 0), (7, 20, 1), (7, 19, 0), (30, 100, 0), (31, 100, 1)]
)
def test_more_than_the_share_of_refusals_ends_the_crawl(refused: int, answers: int, fired: int) -> None:
    # Read pages and refusals dealt evenly, so that neither a row nor an early share decides.
    dealt: list[Failure | None] = []
    due = 0.0
    for _ in range(answers):
        due += refused / answers
        if due >= 1 - 1e-9:
            dealt.append("refused")
            due -= 1
        else:
            dealt.append(None)
    assert dealt.count("refused") == refused
    assert answers >= AFTER or not fired
    assert len(_heard(*dealt)) == fired


@pytest.mark.parametrize(
    "kind", ["robots_denied", "private_address", "off_site", "budget_spent", "outside_hours", "timeout", "unreachable"]
)
def test_what_the_other_side_never_said_is_no_refusal(kind: Failure) -> None:
    assert _heard(*[kind] * 100) == []
    assert len(_heard(*["refused", kind] * IN_A_ROW)) == 1, "and it is no answer either"


def test_after_the_rule_nothing_is_sent() -> None:
    rule = StopRule(lambda reason: None)
    request = Request("https://shop.example/")
    rule.process_request(request)
    for _ in range(IN_A_ROW):
        rule.hear("refused")
    with pytest.raises(NotAllowed) as refused:
        rule.process_request(request)
    assert refused.value.kind == "refused"
    assert "连续 5 次" in refused.value.reason
