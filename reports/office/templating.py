"""Templates of pages on the screen: an office's own before ours, in a sandbox in which nothing can be left unescaped."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    nodes,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reports.asking import ReportRefused

SUFFIXES = (".html", ".css")
_HOW: dict[str, Any] = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}


def our_environment() -> Environment:
    """The environment of our own templates."""
    return Environment(loader=PackageLoader("reports"), **_HOW)  # noqa: S701 - autoescape is on, above


def office_environment(templates: Path) -> Environment:
    """An office's templates before ours, in a sandbox without a way to switch escaping off.

    Raises ReportRefused, with file and line, for one that cannot be read or that tries to.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(templates), PackageLoader("reports")]), **_HOW
    )
    del environment.filters["safe"]
    for file in own_files(templates):
        refuse_unescaped(environment, file)
    return environment


def own_files(templates: Path | None) -> list[Path]:
    """The templates for the screen that an office keeps, in the order of their names."""
    if templates is None or not templates.is_dir():
        return []
    return sorted(file for file in templates.rglob("*") if file.suffix in SUFFIXES and file.is_file())


def refuse_unescaped(environment: Environment, file: Path) -> nodes.Template:
    """The parsed template. Raises ReportRefused for a syntax error, for a file that is no text and for ``autoescape``."""
    try:
        tree = environment.parse(file.read_text("utf-8"), filename=str(file))
    except TemplateSyntaxError as error:
        raise ReportRefused(f"报告模板 {file} 第 {error.lineno} 行：{error.message}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ReportRefused(f"报告模板无法读取 {file}：{error}") from error
    for found in tree.find_all((nodes.EvalContextModifier, nodes.Filter)):
        if not isinstance(found, nodes.Filter) or found.name == "safe":
            raise ReportRefused(f"报告模板 {file} 第 {found.lineno} 行：不得关闭转义")
    return tree


def told(error: Exception, templates: Path) -> ReportRefused:
    """What went wrong in an office's template, with file and line where it is known."""
    said = error.message if isinstance(error, TemplateError) and error.message else f"{type(error).__name__}: {error}"
    if isinstance(error, TemplateSyntaxError):
        return ReportRefused(f"报告模板 {error.filename or error.name} 第 {error.lineno} 行：{said}")
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename.endswith(SUFFIXES)]
    mine = [frame for frame in inside if Path(frame.filename).is_relative_to(templates)]
    place = f" {(mine or inside)[-1].filename} 第 {(mine or inside)[-1].lineno} 行" if inside else ""
    return ReportRefused(f"报告模板{place}：{said}")
