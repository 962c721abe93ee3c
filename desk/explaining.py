"""An explanation on the terminal: the seller's words with the proof marked, the charge sheet, why not, the law."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from desk.console import printable
from nlp.explain import ChargeSheet, Explanation, MarkedField
from nlp.rewording import Rewording

MARK = "bold black on yellow"


def show(explanation: Explanation, console: Console) -> None:
    """Print an explanation. On a pipe, without colour, a mark stands in 【】 so that it is never lost."""
    console.print(Text(printable(explanation.summary), style="bold"))
    if explanation.fields:
        console.print("\n原文（标出的是证据）")
        for field in explanation.fields:
            console.print(_marked(field, colour=console.is_terminal))
    for charge in explanation.charges:
        _show_charge(charge, console)
    if explanation.why_not:
        console.print("\n没有认定的，以及为什么")
        for why in explanation.why_not:
            words = f"（{why.words}）" if why.words else ""
            console.print(Text(printable(f"  {why.rule} {why.title}：{why.reason}{words}")))
    if explanation.notes:
        console.print("\n说明")
        for note in explanation.notes:
            console.print(Text(printable(f"  {note}")))
    if explanation.charges:
        console.print(
            Text(
                "\n置信度由规则证据和文字统计两方面合成，约为同类线索属实的比例；只用于排序，不影响等级，也不是证据。",
                style="dim",
            )
        )
        console.print(
            Text("本结果为线索，不代表最终认定；材质以检测机构结论为准，权属以权利人或主管机关认定为准。", style="dim")
        )


def show_rewording(rewording: Rewording, console: Console) -> None:
    """Print the proposed title with what was changed, or why no wording helps."""
    console.print()
    if rewording.title is None:
        console.print(Text(printable(f"改写　没有可用的改写：{rewording.reason}"), style="bold yellow"))
        return
    console.print(Text(printable(f"改写　{rewording.title}"), style="bold green"))
    console.print(Text("  已按改写后的标题复查，未发现涉嫌问题的线索"))
    for line in (*rewording.changes, *rewording.cautions):
        console.print(Text(printable(f"  · {line}")))


def _marked(field: MarkedField, *, colour: bool) -> Text:
    line = Text(f"  {field.label}　")
    for piece in field.pieces:
        words = printable(piece.text)
        if piece.rules:
            line.append(words if colour else f"【{words}】", style=MARK)
        else:
            line.append(words)
    return line


def _show_charge(charge: ChargeSheet, console: Console) -> None:
    console.print()
    console.print(
        Text(
            printable(
                f"{charge.rule} 涉嫌{charge.title}　等级{charge.severity}　证据{charge.tier}　置信度 {charge.confidence:.2f}"
            ),
            style="bold red",
        )
    )
    console.print(Text(printable(f"  {charge.message}")))
    for answer in charge.answers:
        proof = f"　← {'；'.join(answer.proof)}" if answer.proof else ""
        console.print(Text(printable(f"  [{answer.answer}] {answer.question}{proof}")))
    if charge.laws:
        console.print(Text(printable(f"  依据　{'；'.join(charge.laws)}")))
    console.print(Text(printable(f"  建议　{charge.advice}"), style="green"))
