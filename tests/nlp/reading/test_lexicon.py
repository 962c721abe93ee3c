"""The lexicon: what ships is sound, and a bad file is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.claim import ClaimClass
from nlp.context.cues import Cues, CuesRefused, load_cues
from nlp.folding import fold
from nlp.gate import Gate
from nlp.lexicon.entries import Lexicon, LexiconRefused, load_lexicon


def test_every_class_has_words() -> None:
    assert {entry.cls for entry in Lexicon.default().entries} == {*ClaimClass, None}


@pytest.mark.parametrize("entry", Lexicon.default().entries, ids=lambda e: e.id)
def test_every_form_of_an_entry_can_be_found(entry: object) -> None:
    """A form that another word always hides would be a promise that nothing keeps."""
    from nlp.lexicon.entries import Entry

    assert isinstance(entry, Entry)
    if entry.cls is None:
        return
    gate = Gate.default()
    lost = []
    for form in (*entry.forms, *(f for f, _ in entry.evasive)):
        folded = fold(form)
        if not any(m.entry.id == entry.id and (m.start, m.end) == (0, len(form)) for m in gate.scan(folded)):
            lost.append(form)
    assert lost == []


GOOD = {"id": "a", "name": "甲", "forms": ["甲石"]}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("class: Q\nentries: []", "未知的 class"),
        ("entries: []", "应只有"),
        ("class: D\nentries: [{id: a, forms: [1]}]", "文字列表"),
        ("class: D\nentries: [{id: a, forms: []}]", "没有任何写法"),
        ("class: D\nentries: [{id: a, forms: [钻石, 鑽石]}]", "重复"),
        ("class: D\nentries: [{id: a, forms: [钻石], form: [x]}]", "未知的项"),
        ("class: D\nentries: [{id: a, forms: [钻石], not_in: [水晶]}]", "永远不起作用"),
        ("class: D\nentries: [{id: a, forms: [钻石], near: water}]", "near"),
        ("class: D\nentries: [{id: a, forms: [钻石], alone: 3}]", "alone"),
        ("class: D\nentries: [{id: a, evasive: {magic: [钻]}}]", "evasive"),
        ("class: D\nentries: [{id: a, forms: [钻石]}, {id: b, forms: [钻石]}]", "已属于条目 a"),
        ("class: D\nentries: [{id: a, forms: [钻石]}, {id: a, forms: [钻]}]", "编号重复"),
        ("class: D\nentries: [钻石]", "带 id"),
        ("class: [", "YAML"),
    ],
)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "bad.yml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconRefused, match=reason) as refused:
        load_lexicon(tmp_path)
    assert refused.value.file == "bad.yml"


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconRefused, match="没有任何词条"):
        load_lexicon(tmp_path)


@pytest.mark.parametrize(
    "cue",
    [
        "{id: a, kind: maybe, where: before, reach: list, forms: [非]}",
        "{id: a, kind: negate, where: beside, reach: list, forms: [非]}",
        "{id: a, kind: negate, where: before, reach: far, forms: [非]}",
        "{id: a, kind: negate, where: before, reach: list, forms: []}",
        "{id: a, kind: negate, where: before, reach: list, forms: [1]}",
        "{id: a, kind: negate, where: before, forms: [非]}",
        "{id: a, kind: negate, where: before, reach: list, forms: [非], colour: red}",
    ],
)
def test_a_bad_cue_is_refused(tmp_path: Path, cue: str) -> None:
    path = tmp_path / "cues.yml"
    path.write_text(f"cues: [{cue}]\npairs: []\nends: [但]\nfalse_friends: [非常]\n", encoding="utf-8")
    with pytest.raises(CuesRefused):
        load_cues(path)


def test_a_false_friend_swallows_the_cue_inside_it() -> None:
    assert {(hit.start, hit.form) for hit in Cues.default().scan("非常好，非洲产，非培育")} == {(8, "非")}
