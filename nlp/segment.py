"""Segmentation: spaCy's blank Chinese pipeline on a tokenizer of our own.

Matching goes by characters, not by tokens; the segmenter is asked one thing: whether a single
character that could deny or compare (非, 无, 像, 比) stands as a word, or belongs to a longer one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_WINDOW = 12


class JiebaTokenizer:
    """A spaCy tokenizer on a private jieba dictionary.

    spaCy's own Chinese tokenizer uses jieba's module-level instance, which every library in the
    process may teach words; and ``initialize()`` keeps its cache in the shared temporary folder,
    where anybody could put another. So the dictionary is read from the package, into this object.
    """

    def __init__(self, vocab: Vocab) -> None:
        import jieba

        self.vocab = vocab
        self._jieba = jieba.Tokenizer()
        self._jieba.FREQ, self._jieba.total = self._jieba.gen_pfdict(self._jieba.get_dict_file())
        self._jieba.initialized = True

    def __call__(self, text: str) -> Doc:
        """Tokens join to exactly ``text``; guesses at unknown words are off, so a cut means a word of the dictionary."""
        from spacy.tokens import Doc

        words = [word for word in self._jieba.cut(text, HMM=False) if word]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def frequencies(self) -> tuple[dict[str, int], int]:
        """See the function of this name."""
        return self._jieba.FREQ, self._jieba.total

    # spaCy saves and loads pipelines with their tokenizer; ours is rebuilt from the package instead.
    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> JiebaTokenizer:
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        return

    def from_disk(self, *_: Any, **__: Any) -> JiebaTokenizer:
        return self


@cache
def pipeline() -> Language:
    """Blank Chinese with our tokenizer and a sentencizer on Chinese punctuation. Loads about a second, once."""
    import spacy

    nlp = spacy.blank("zh")
    nlp.tokenizer = JiebaTokenizer(nlp.vocab)
    nlp.add_pipe("sentencizer", config={"punct_chars": list("。！？!?；;…\n")})
    return nlp


def stands_as_word(text: str, start: int, end: int, mention: int) -> bool:
    """Whether the character at [start, end) is a word, read in a window around it.

    ``mention`` is where the known word begins that it may govern: a token that swallows both
    (赔十非|莫桑石 cut wrongly) says nothing, so the character counts.
    """
    left = max(0, start - _WINDOW)
    window = text[left : end + _WINDOW]
    for token in pipeline().tokenizer(window):
        first, last = left + token.idx, left + token.idx + len(token.text)
        if first <= start < last:
            return last - first == end - start or last > mention
    return True


def frequencies() -> tuple[dict[str, int], int]:
    """Words of jieba's dictionary (and beginnings of words, as 0) by how often they were seen, and their sum."""
    return cast(JiebaTokenizer, pipeline().tokenizer).frequencies()
