"""How to read a letter: the few words that it uses beyond plain Chinese."""

from __future__ import annotations

from reports.document import Facts, Section


def key_section() -> Section:
    """The same in every letter that carries proof."""
    return Section(
        "用语说明",
        "reading",
        (
            Facts(
                (
                    (
                        "程度",
                        "高：可能使消费者误认商品是什么或出自谁；中：有误导之嫌或尚缺一项事实；低：名称或格式不规范。",
                    ),
                    ("证据等级", "E1：商品自身前后矛盾或自行承认；E2：有力物证与相反宣称并存；E3：仅有间接迹象。"),
                    ("构成要件", "● 具备　○ 不具备　？ 不明。其后的引文是商品自己的文字，编号与原文标注一致。"),
                    (
                        "原文标注",
                        "加底线并带编号的为所依据的原文；〔U+200B〕一类记号是原文中不可见的字符；“略去 N 字”为本件节略。",
                    ),
                    (
                        "情况",
                        "未查看：货架没有看全，不等于已消失；已消失：货架看全了而商品不在，或商品页明确已不存在。",
                    ),
                    (
                        "清单哈希",
                        "该批次商品清单文件的 SHA-256；凭批次编号、行号和 WARC 记录号可在原始采集文件中找到同一内容。",
                    ),
                )
            ),
        ),
    )
