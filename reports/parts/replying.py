"""How a shop answers: what it may say, with which papers, and that its word is heard before anything follows."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.members.answers import MOST_ANSWERS
from alerts.members.files import LARGEST_FILE, MOST_FILES
from alerts.members.values import ANSWERS, OUTCOMES, STANDINGS, Notice
from alerts.moves import DISMISSALS
from reports import labels
from reports.document import AnyBlock, Facts, Listed, Paragraph, Section, Table
from reports.marking import shortened

_NOT_AN_APPEAL = ("rule_error", "duplicate", "other")


def replying_section(code: str, notices: Sequence[Notice]) -> Section:
    """The three ways to answer, the papers that help, and what was answered already. ``code``: the letter's number; ``notices``:
    those to this shop."""
    numbers = "、".join(one.id for one in notices) or code
    grounds = "、".join(label for code, label in DISMISSALS.items() if code not in _NOT_AN_APPEAL)
    blocks: list[AnyBlock] = [
        Facts(
            (
                ("已经更正", "告知已更正的商品。更正以再次查看所见为准，不需附材料。"),
                ("说明情况", "写明商品的实际情况，附检测证书、进货凭证等。"),
                (
                    "提出申辩",
                    f"认为所列不成立的（如{grounds}），写明理由并附检测证书、授权文件等。采纳的，该线索予以排除并告知理由。",
                ),
            )
        ),
        Listed(
            (
                f"答复请注明：{numbers}。",
                f"材料为 PDF、JPEG 或 PNG，每个不超过 {LARGEST_FILE // 1024 // 1024} MB，每次不超过 {MOST_FILES} 个；"
                f"同一通知最多答复 {MOST_ANSWERS} 次。",
                "答复由复核人员处理并书面告知结果和理由；申辩期间所列内容仍为疑似线索，不因申辩而加重。",
                "需要更多时间的，请在建议完成日期之前提出。",
            ),
            "答复须知",
        ),
    ]
    rows = tuple(
        (
            labels.moment(answer.at),
            ANSWERS[answer.kind],
            shortened(answer.words, 80) or "—",
            OUTCOMES[answer.ruling.outcome] if answer.ruling else "待处理",
            shortened(answer.ruling.reason, 80) if answer.ruling else "—",
        )
        for notice in notices
        for answer in notice.answers
    )
    if rows:
        blocks.append(Table("已收到的答复", ("时间", "类别", "内容", "处理", "理由"), rows))
    if notices:
        told = tuple(f"{one.id}（{labels.moment(one.at)}，{STANDINGS[one.standing]}）" for one in notices)
        blocks.append(Listed(told, "与本函有关的通知"))
    else:
        blocks.append(Paragraph("本函为建议，所列商品尚未发出正式整改通知。", "quiet"))
    return Section("如何答复", "replying", tuple(blocks))
