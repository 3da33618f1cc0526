"""The one file that knows spaCy: documents to parses.

Each paragraph is parsed by itself, so that no sentence runs over a paragraph's end, and many paragraphs make one batch. Pipes that nothing reads are left out
(the entity recogniser alone is two fifths of the model's time).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import chain
from typing import Any

import spacy
from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, ORTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

from sayso.language.model_files import ModelFiles
from sayso.language.quotations import find_quotations
from sayso.language.sentences import CLOSERS, OPENERS, forced_starts
from sayso.model.document import Document
from sayso.model.errors import ModelMissing
from sayso.model.parse import Parse

LEFT_OUT = ["ner", "senter"]
COLUMNS = [ORTH, LEMMA, POS, TAG, DEP, HEAD, IDX, LENGTH, SENT_START]
QUOTE_MARKS = OPENERS | CLOSERS
APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")
BATCH = 64  # paragraphs: larger batches gained under 2 % on 100 documents
FAMILIAR = 10_000  # words that are kept once they were met; later ones are forgotten with their group, so that memory does not grow with what is read
GROUP = 16  # documents parsed together, so that short ones fill a batch


def readable(text: str) -> str:
    """A paragraph as the models were trained to read it, each character in its place: one line, and plain apostrophes in words.

    With typographic ones 44 of 346 "n’t" were no negation, and 106 of 1,497 "’s" had a wrong tag; with plain ones none (corpus and PolNeAR dev, 2026-11-30).

    >>> readable("They don’t say ‘no’.")
    "They don't say ‘no’."
    """
    return APOSTROPHE.sub("'", text.replace("\n", " "))


@Language.component("sayso_sentence_starts")  # type: ignore[untyped-decorator]  # spaCy is not typed
def sentence_starts(doc: Doc) -> Doc:
    """A pipe before the parser: fixes the sentence edges beside quotation marks."""
    text = doc.text
    if any(mark in text for mark in QUOTE_MARKS):
        for at, starts in forced_starts([token.text for token in doc]).items():
            doc[at].is_sent_start = starts
    return doc


class SpacyParser:
    """An English spaCy pipeline behind the Parser port."""

    def __init__(self, files: ModelFiles) -> None:
        self.files = files
        try:
            self._nlp = spacy.load(files.folder, exclude=LEFT_OUT)
        except (OSError, ValueError) as fault:
            raise ModelMissing(f"the language model in {files.folder} cannot be loaded: {fault}") from fault
        if "parser" not in self._nlp.pipe_names or "tagger" not in self._nlp.pipe_names:
            raise ModelMissing(f"the language model {files.name} has no tagger and parser; use an English pipeline such as en_core_web_sm")
        self._drop_unread_patterns()
        self._nlp.add_pipe("sayso_sentence_starts", before="parser")
        self._names: dict[int, str] = {}

    def _drop_unread_patterns(self) -> None:
        """Leaves out the patterns that only describe the form of pronouns and determiners: nothing reads it, and matching them takes a tenth of the parse."""
        ruler: Any = self._nlp.get_pipe("attribute_ruler") if "attribute_ruler" in self._nlp.pipe_names else None
        if ruler is None:
            return
        kept = [row for row in ruler.patterns if set(row["attrs"]) != {"MORPH"} or "LOWER" not in row["patterns"][0][0]]
        ruler.clear()
        ruler.add_patterns(kept)

    @property
    def name(self) -> str:
        """Which model."""
        return self.files.name

    @property
    def version(self) -> str:
        """Its version."""
        return self.files.version

    @property
    def sha256(self) -> str:
        """The hash of its weight files."""
        return self.files.sha256

    def parse(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Each document's parse, in order."""
        group: list[Document] = []
        for document in documents:
            group.append(document)
            if len(group) == GROUP:
                yield from self._parse_group(group)
                group = []
        if group:
            yield from self._parse_group(group)

    def _parse_group(self, documents: list[Document]) -> Iterator[Parse]:
        with self._nlp.memory_zone() if len(self._nlp.vocab) > FAMILIAR else nullcontext():
            yield from self._parsed(documents)

    def _parsed(self, documents: list[Document]) -> Iterator[Parse]:
        pieces = chain.from_iterable((readable(document.text[paragraph.start : paragraph.end]) for paragraph in document.paragraphs) for document in documents)
        parsed = self._nlp.pipe(pieces, batch_size=BATCH)
        for document in documents:
            yield self._columns(document, parsed)

    def _columns(self, document: Document, parsed: Iterator[Doc]) -> Parse:
        rows: list[Any] = []
        paragraphs: list[tuple[int, int]] = []
        count = 0
        for paragraph in document.paragraphs:
            table = next(parsed).to_array(COLUMNS).astype("int64")
            positions = table[:, 5] + range(count, count + len(table))
            rows.extend(zip(*table[:, :5].T.tolist(), positions.tolist(), (table[:, 6] + paragraph.start).tolist(), *table[:, 7:].T.tolist(), strict=True))
            paragraphs.append((count, count + len(table)))
            count += len(table)
        columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
        orth, lemmas, pos, tags, deps, heads, starts, lengths, firsts = columns
        boundaries = sorted({at for at, flag in enumerate(firsts) if flag == 1} | {first for first, _ in paragraphs})
        return Parse(
            text=document.text,
            starts=starts,
            ends=tuple(start + length for start, length in zip(starts, lengths, strict=True)),
            words=self._strings(orth),
            lemmas=self._strings(lemmas),
            pos=self._strings(pos),
            tags=self._strings(tags),
            deps=self._strings(deps),
            heads=heads,
            sentences=tuple(zip(boundaries, [*boundaries[1:], count], strict=True)) if boundaries else (),
            paragraphs=tuple(paragraphs),
            quotations=find_quotations(document.text, document.paragraphs),
        )

    def _strings(self, keys: tuple[int, ...]) -> tuple[str, ...]:
        names, strings = self._names, self._nlp.vocab.strings
        if len(names) > FAMILIAR:
            names.clear()
        for key in set(keys):
            if key not in names:
                names[key] = strings[key & 0xFFFFFFFFFFFFFFFF]
        return tuple([names[key] for key in keys])
