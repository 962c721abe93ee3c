"""Engines: where batches are judged. Results come back in the order in which batches were given."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from crawler.listing import Listing
from desk.outcome import Unusable
from nlp.judgement import Judgement
from nlp.known import Known

if TYPE_CHECKING:
    from nlp.screen import Screener

K = TypeVar("K")

_AHEAD = 2  # batches in flight for each worker
CONNECTING = 10  # seconds that a scheduler has to answer


class Task(Struct, frozen=True):
    """A listing to be judged as of a day, with what was known beside it."""

    line: int
    listing: Listing
    on: str
    known: Known


class Judged(Struct, frozen=True):
    """What a worker answers: the digest of the rules it judged by, and its judgements."""

    rulebook: str
    judgements: tuple[Judgement, ...]


Engine = Callable[[Iterable[tuple[K, list[Task]]]], Iterator[tuple[K, tuple[Judgement, ...]]]]


@cache
def screener(rules: str | None) -> Screener:
    """The shipped screener, or the same with the rules of a folder. Raises FileRefused."""
    from nlp.reader import Reader
    from nlp.rulebook import load_rulebook
    from nlp.screen import Screener
    from nlp.second_reader.model import SecondReader

    if rules is None:
        return Screener.default()
    return Screener(Reader.default(), load_rulebook(Path(rules)), SecondReader.default())


def judge(rules: str | None, encoded: bytes) -> bytes:
    """One batch, as bytes in and out, so that no engine needs to know our types."""
    from datetime import date

    mine = screener(rules)
    tasks = msgspec.msgpack.decode(encoded, type=list[Task])
    made = tuple(mine.screen(one.listing, date.fromisoformat(one.on), one.known, one.line) for one in tasks)
    return msgspec.msgpack.encode(Judged(mine.digest, made))


def local(rules: str | None, workers: int = 1) -> Engine[Any]:
    """This machine: this process, or ``workers`` of its own."""

    def engine(batches: Iterable[tuple[K, list[Task]]]) -> Iterator[tuple[K, tuple[Judgement, ...]]]:
        digest = screener(rules).digest  # loaded before any fork, so that the workers share its memory
        if workers == 1:
            for key, tasks in batches:
                yield key, _answer(judge(rules, msgspec.msgpack.encode(tasks)), digest)
            return
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            yield from _ordered(batches, lambda tasks: pool.submit(judge, rules, tasks), workers * _AHEAD, digest)

    return engine


def dask(address: str, rules: str | None = None) -> Engine[Any]:
    """The workers of a Dask cluster. They need this package with the same rules, and are refused with others."""

    def engine(batches: Iterable[tuple[K, list[Task]]]) -> Iterator[tuple[K, tuple[Judgement, ...]]]:
        try:
            from distributed import Client
        except ImportError:
            raise Unusable("使用 Dask 需要安装可选组件：pip install 'zuanjian[dask]'") from None
        try:
            client = Client(address, timeout=CONNECTING, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:  # what it raises when nobody answers is an OSError, too
            raise Unusable(f"Dask 调度器 {address} 没有应答（{type(error).__name__}）") from None
        with client:
            threads = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
            if not threads:
                raise Unusable(f"Dask 调度器 {address} 没有工作节点")
            # pure=False: a key made of the input would hand out an answer from before the workers' rules changed.
            yield from _ordered(
                batches,
                lambda tasks: client.submit(judge, rules, tasks, pure=False, retries=2),
                threads * _AHEAD,
                screener(rules).digest,
            )

    return engine


def _ordered(
    batches: Iterable[tuple[K, list[Task]]], submit: Callable[[bytes], Any], ahead: int, digest: str
) -> Iterator[tuple[K, tuple[Judgement, ...]]]:
    flying: deque[tuple[K, Any]] = deque()
    for key, tasks in batches:
        flying.append((key, submit(msgspec.msgpack.encode(tasks))))
        if len(flying) >= ahead:
            done, future = flying.popleft()
            yield done, _answer(_result(future), digest)
    while flying:
        done, future = flying.popleft()
        yield done, _answer(_result(future), digest)


def _result(future: Any) -> bytes:
    try:
        found: bytes = future.result()
    except Exception as error:
        raise Unusable(
            f"工作进程未能完成判断（{type(error).__name__}: {str(error)[:200]}）；再次运行会接着做"
        ) from error
    return found


def _answer(encoded: bytes, digest: str) -> tuple[Judgement, ...]:
    found = msgspec.msgpack.decode(encoded, type=Judged)
    if found.rulebook != digest:
        raise Unusable(f"工作节点的规则库（{found.rulebook[:19]}）与本机（{digest[:19]}）不同，请先更新工作节点")
    return found.judgements
