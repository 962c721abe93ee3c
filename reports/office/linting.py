"""Looking an office's templates over: syntax, names that nobody gives, escaping, what leads out; then a whole trial."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, meta, nodes
from lxml import html

from reports.asking import ReportRefused
from reports.formats.html import prepare
from reports.formats.html import render as render_screen
from reports.formats.pdf import render as render_pages
from reports.formats.pdf.pages import NAMES, own_templates
from reports.office.sample import CANARY, sample_document
from reports.office.templating import office_environment, our_environment, own_files, refuse_unescaped
from reports.writing import Context

GIVEN = {"document"}
"""What a template is given, besides what every template has."""
_OUTWARD = ("src", "href", "action", "data", "poster", "srcset", "formaction")
_ACTIVE = {"script", "iframe", "object", "embed", "link", "form", "base"}


def own_names(templates: Path) -> list[Path]:
    """Everything that an office keeps to change how reports look."""
    pages = (templates / "typst" / name for name in NAMES)
    return [*own_files(templates), *(file for file in pages if file.exists())]


def lint(templates: Path) -> list[str]:
    """What is wrong with an office's templates, one Chinese line each with file and line; nothing when they can be relied on."""
    problems = [problem for file in own_files(templates) for problem in _looked_over(file, templates)]
    trial = replace(Context(), templates=templates)
    if not problems and own_files(templates):
        try:
            problems += _got_out(render_screen(sample_document(), trial))
        except ReportRefused as refused:
            problems.append(refused.reason)
    try:
        if own_templates(templates):
            render_pages(sample_document(), trial)
    except ReportRefused as refused:
        problems.append(refused.reason)
    return problems


def _looked_over(file: Path, templates: Path) -> Iterator[str]:
    """One template by itself: also its parts that the trial does not come by."""
    environment = prepare(our_environment())
    try:
        tree = refuse_unescaped(environment, file)
        office_environment(templates)
    except ReportRefused as refused:
        yield refused.reason
        return
    known = GIVEN | set(environment.globals)
    for name in sorted(meta.find_undeclared_variables(tree) - known):
        lines = [one.lineno for one in tree.find_all(nodes.Name) if one.name == name and one.ctx == "load"]
        yield f"报告模板 {file} 第 {min(lines, default=1)} 行：没有名为“{name}”的变量"
    ours = set(our_environment().list_templates())
    name = file.relative_to(templates).as_posix()
    if name not in ours and not _is_used(name, environment, templates):
        yield f"报告模板 {file}：没有同名的模板，也没有模板引用它，不会被使用"


def _is_used(name: str, environment: Environment, templates: Path) -> bool:
    others = (file for file in own_files(templates) if file.relative_to(templates).as_posix() != name)
    trees = (environment.parse(file.read_text("utf-8", "replace")) for file in others)
    return any(name in set(meta.find_referenced_templates(tree)) for tree in trees)


def _got_out(page: bytes) -> Iterator[str]:
    """What a reader's browser would do with the trial that it must not."""
    tree = html.fromstring(page)
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == CANARY or any(CANARY in name for name in element.attrib):
            yield "报告模板：试排时商品文字未经转义进入了网页"
            return
        if tag in _ACTIVE:
            yield f"报告模板：不得含有 <{tag}>"
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
            if name.startswith("on"):
                yield f"报告模板：<{tag}> 不得含有 {name}"
            elif name in _OUTWARD and not value.startswith(("#", "data:image/")):
                yield f"报告模板：<{tag}> 的 {name} 不得指向报告之外"
