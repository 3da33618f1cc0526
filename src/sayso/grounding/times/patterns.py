"""The forms of time expressions, written as patterns over classes of lexemes, and the search for the longest form at each place.

In a form a name stands for one lexeme of that class (``lexemes.CLASSES``) or for a macro; ``[...]`` may be missing, ``(... | ...)`` are alternatives, ``:name`` keeps the
part under that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sayso.grounding.times.lexemes import CLASSES, NUCLEI, Lexed

MACROS = {
    "DAYNUM": "(DAY | ZERO) [SUFFIX]",
    "DIGITS": "(FOUR | DAY | TWO | LONG) [(, | .) (FOUR | DAY | ZERO | TWO | LONG)] [DAY / DAY]",
    "WORDNUM": "(NUMWORD | MULT | ORD MULT) [-] [NUMWORD | MULT] [[AND] (NUMWORD | MULT)] [-] [NUMWORD | MULT]",
    "NUMBER": "(DIGITS [MULT] | WORDNUM | A MULT | HALF A MULT) [AND [A] HALF]",
    "QUANTITY": "(NUMBER [(TO | - | OR) NUMBER] | VAGUE | COUPLE | A)",
    "ORDINAL": "((DAY | TWO | LONG) SUFFIX | [NUMWORD [-]] ORD)",
    "YEARNAME": "(FOUR | (FOUR | LONG | TWO | DAY) BC)",
    "RELYEAR": "((THE | THAT | THIS | POSS) [REL] | REL) UNIT",
    "MDY": "[WEEKDAY [.] [,]] [EARLY [-]] MONTH [.] DAYNUM [[,] [OF] FOUR]",
    "DMY": "[WEEKDAY [.] [,]] [THE] [DAYNUM /] DAYNUM [OF] MONTH [.] [[,] [OF] YEARNAME | [OF] RELYEAR]",
    "MY": "[EARLY [-]] MONTH [.] [[,] [OF] YEARNAME | [OF] RELYEAR]",
    "DECADES": "[EARLY [-]] ['] (FOUR | TWO | LONG) S [BC] | [EARLY [-]] DECADE",
    "NTH": "[EARLY [-]] ORDINAL [-] UNIT [BC | OF YEARNAME | OF RELYEAR]",
    "SEASONS": "[REL] SEASON [[,] [OF] YEARNAME]",
    "RELUNIT": "[EARLY] [REL | REFADJ] [FISCAL] UNIT",
    "STRETCH": "(DECADES | NTH | SEASONS | RELUNIT | [EARLY [-]] (FOUR | FISCAL FOUR))",
    "TAIL": "(MDY | DMY | MY | [THE | THIS | THAT | POSS] STRETCH | YEARNAME | [THE] HOLIDAY | DAYWORD | [THE] WEEKEND)",
    "DAYNAME": "(MDY | DMY | [EARLY] [REL | THIS] WEEKDAY | DAYWORD)",
    "MINUTE": "(ZERO | DAY | TWO)",
}

FORMS: tuple[tuple[str, str], ...] = (
    ("iso", "FOUR:year - (DAY | ZERO):month - (DAY | ZERO):day"),
    ("slashes", "(DAY | ZERO):first (/ | .) (DAY | ZERO):second (/ | .) FOUR:year"),
    ("slashes", "FOUR:year / (DAY | ZERO):month / (DAY | ZERO):day"),
    ("slashes", "(DAY | ZERO):first / (DAY | ZERO):second / (TWO | ZERO | DAY):short"),
    ("date", "[APPROX] [WEEKDAY:weekday [.] [,]] [EARLY:early [-]] MONTH:month [.] DAYNUM:day ![: MINUTE | AMPM] [[,] [OF] YEARNAME:year | [,] [OF] RELYEAR:tail]"),
    ("date", "[APPROX] [THE] [WEEKDAY:weekday [.] [,]] [DAYNUM /] DAYNUM:day [OF] [EARLY:early [-]] MONTH:month [.] [[,] [OF] YEARNAME:year | [,] [OF] RELYEAR:tail]"),
    ("date", "[THE] ORDINAL:day OF [EARLY:early [-]] MONTH:month [[,] [OF] YEARNAME:year]"),
    ("day of month", "[WEEKDAY [,]] THE (DAY SUFFIX):day [OF RELYEAR:tail]"),
    ("listed day", "DAYNUM:day ![: MINUTE | AMPM] [, FOUR:year]"),
    ("date", "THIS [REL] WEEKDAY:weekday , MONTH:month [.] (DAYNUM | ORDINAL):day"),
    ("month", "[APPROX] [EARLY:early [-]] MONTH:month [.] [[,] [OF] YEARNAME:year | [,] [OF] RELYEAR:tail]"),
    ("month", "[APPROX] [EARLY:early [-]] (REL | THIS):rel MONTH:month"),
    ("year", "[THE UNIT:unit] [APPROX [.]] [EARLY:early [-]] FOUR:year"),
    ("year", "[APPROX [.]] [EARLY:early [-]] YEARNAME:year"),
    ("year", "AD:ad (FOUR | LONG | TWO):year"),
    ("year", "(FOUR | LONG | TWO):year AD:ad"),
    ("short year", "' TWO:year ![S]"),
    ("short year", "' ZERO:year ![S]"),
    ("bare year", "(LONG | TWO | ZERO | DAY):year"),
    ("year words", "[THE UNIT:unit] (WORDNUM):year"),
    ("decade", "[THE] [EARLY:early [-]] ['] (FOUR | TWO | LONG):year S [BC:bc]"),
    ("decade", "[THE] [EARLY:early [-]] [WORDNUM] DECADE:decade"),
    ("nth", "[THE | POSS] [EARLY:early [-]] [REL] [UADJ | LIKE] [FISCAL [-]] ORDINAL:nth [-] UNIT:unit [BC:bc | [OF] TAIL:tail]"),
    ("nth", "FOUR:year ORDINAL:nth [-] UNIT:unit"),
    ("nth", "THE FOUR:year ORDINAL:nth [-] UNIT:unit"),
    ("nth", "(REL | THIS):rel UNIT:whole ' S [FISCAL] ORDINAL:nth [-] UNIT:unit"),
    ("nth", "[THE] ORDINAL:nth HALF:unit [OF TAIL:tail]"),
    ("nth", "[THE] [EARLY:early [-]] Q:mark DAY:nth [FOUR:year]"),
    ("year period", "[THE] [FISCAL] FOUR:year (UNIT | SPAN):unit"),
    ("fiscal", "[THE] [EARLY:early] FISCAL [UNIT] FOUR:year"),
    ("fiscal", "[THE | THIS | POSS] [(REL | REFADJ):rel] FISCAL UNIT:unit"),
    ("season", "[APPROX] [THE] [EARLY:early [-] [IN] [THE]] [(REL | THIS [REL] | THAT [REL]):rel] SEASON:season [[,] [OF] YEARNAME:year | [,] [OF] RELYEAR:tail]"),
    ("season", "YEARNAME:year SEASON:season"),
    ("edge", "[APPROX] [THE] EDGE:edge OF TAIL:tail"),
    ("edge", "[APPROX] [THE | THIS | POSS] [REL:rel] UNIT:unit ([-] | ' S) EDGE:edge"),
    ("early in", "EARLY:early (IN | ON) TAIL:tail"),
    ("early in", "EARLY:early (DAYWORD | WEEKDAY):tail"),
    ("part of", "[THE] (REL | ORDINAL | EARLY | LATER | EDGE):which (UNIT | HALF):unit OF TAIL:tail"),
    ("part of", "[THE] [EARLY:early] UNIT:unit OF (MDY | DMY):tail"),
    ("day part of", "[THE] [EARLY:early] DAYPART:part (OF | ON) (DAYNAME):tail"),
    ("this unit", "[EARLY:early [IN]] [THE | THIS | THAT | POSS] REL:rel (UNIT | WEEKEND | SPAN):unit"),
    ("this unit", "[EARLY:early [IN]] (THIS | THAT):rel (UNIT | WEEKEND):unit"),
    ("this unit", "SOMETIME [EARLY:early [IN]] [THE | THIS] REL:rel UNIT:unit"),
    ("this unit", "EARLY:early IN THE:rel UNIT:unit"),
    ("the unit", "THE [REFADJ:ref] [UADJ | LIKE] (UNIT | WEEKEND):unit "),
    ("year ago period", "[THE | A] [REL | UADJ | LIKE] UNIT:year - (AGO | LATER | EARLY):ago [[ORDINAL:nth] (UNIT | SPAN):unit]"),
    ("year ago period", "[THE] UNIT:year - (AGO | LATER | EARLY):ago NUMBER:number UNIT:unit"),
    ("some units", "[APPROX] [EACH OF] [THE | THIS | THAT | POSS] (REL | ORDINAL | EARLY):rel (QUANTITY):number [UADJ] (UNIT | CLOCKUNIT | SEASON):unit [OR APPROX]"),
    ("some units", "[THE | THIS | THAT | POSS] (REL | ORDINAL | REFADJ):rel [UADJ] (UNIT | CLOCKUNIT):units [AND UNIT]"),
    ("some units", "[THE | THIS] (UNIT | CLOCKUNIT):units AHEAD"),
    ("clock", "LONG:military CLOCKUNIT"),
    ("duration", "[APPROX | OVER] [THE | THAT] (QUANTITY):number [-] [UADJ [-]] [DAYPART] (UNIT | CLOCKUNIT):unit [[-] LONGWORD] [[-] OLD:old] [AND A HALF:half] [SPAN]"),
    ("duration", "[APPROX | OVER] (HALF):number [A] [-] (UNIT | CLOCKUNIT):unit"),
    ("duration", "[APPROX | OVER] UNIT:unit [-] AND [-] A [-] HALF:half [[-] LONGWORD]"),
    ("plain units", "(UNIT | CLOCKUNIT):unit [(OR | AND) (UNIT | CLOCKUNIT)] [[-] LONGWORD]"),
    ("ago", "[APPROX | OVER] (QUANTITY):number [OR NUMWORD] [UADJ] (UNIT | CLOCKUNIT):unit [OR APPROX] AGO:ago"),
    ("ago", "(UNIT | CLOCKUNIT):unit AGO:ago"),
    ("later", "[APPROX | OVER] (QUANTITY):number [UADJ] (UNIT | CLOCKUNIT):unit (LATER | BEFORE | EARLY | REL):later"),
    ("later", "(UNIT | CLOCKUNIT):unit (LATER | BEFORE | EARLY):later"),
    ("later", "THE UNIT:unit (LATER | BEFORE | REL | EARLY):later"),
    ("weekday", "[EARLY:early [-] [ON]] [(REL | THE REL | THIS [REL] | THAT [REL]):rel] WEEKDAY:weekday [[EARLY] DAYPART:part]"),
    ("day word", "[EARLY:early [-]] DAYWORD:day [DAYPART:part]"),
    ("day part", "[EARLY [-]] [(THIS | THAT [REL] | THE [REL] | REL):rel] [EARLY:early [-]] DAYPART:part [UNIT]"),
    ("day part", "[EARLY [-]] DAYPART:part (WEEKDAY | DAYWORD):tail"),
    ("clock", "[APPROX] (DAY | ZERO):hour : MINUTE:minute [: MINUTE] [CLOCKUNIT] [AMPM:half] [[,] ZONE:zone] [[,] [ON] (DAYNAME):tail]"),
    ("clock", "[APPROX] (DAY | ZERO):hour [. MINUTE:minute] [OCLOCK] AMPM:half [[,] ZONE:zone] [[,] [ON] (DAYNAME):tail]"),
    ("clock", "[APPROX] (DAY | NUMWORD):hour OCLOCK [IN THE DAYPART:part] [[ON] (DAYNAME):tail]"),
    ("clock", "[APPROX] (DAY | NUMWORD):hour [: MINUTE:minute] IN THE DAYPART:part"),
    ("clock words", "[APPROX] (HALF | NUMWORD | DAY | A UNIT):minutes (REL | TO):side (NUMWORD | DAY):hour ![MONTH | UNIT | CLOCKUNIT | -] [IN THE DAYPART:part]"),
    ("dotted clock", "(DAY | ZERO):hour . MINUTE:minute"),
    ("clock", "(FOUR | LONG):military [CLOCKUNIT] ZONE:zone"),
    ("clock", "[APPROX] NOON:noon [ZONE:zone] [[ON] (DAYNAME):tail]"),
    ("clock", "(DAYNAME):tail (AT | ,) (DAY | ZERO):hour : MINUTE:minute [AMPM:half]"),
    ("set", "EACH [REL] [NUMBER:number | ORDINAL:nth] (UNIT | CLOCKUNIT | WEEKDAY | MONTH | SEASON | DAYPART | WEEKEND):unit [DAYPART:part]"),
    ("per unit", "[TIMES | NUMBER TIMES] (A | PER):per (UNIT | CLOCKUNIT):unit"),
    ("frequency", "FREQ:word"),
    ("reference", "REF:word"),
    ("reference", "REFADJ:word"),
    ("reference", "REL:word"),
    ("reference", "THE REL:word"),
    ("holiday", "[(REL | THIS):rel] HOLIDAY:name [DAYPART | UNIT:unit] [[,] [OF] YEARNAME:year | [OF] RELYEAR:tail]"),
)
"""Name of the reader, and the form."""


@dataclass(frozen=True, slots=True)
class Found:
    """A form found in a text: lexemes ``first`` up to, not including, ``last``, and its named parts likewise."""

    lexed: Lexed
    form: str
    first: int
    last: int
    parts: Mapping[str, tuple[int, int]]

    def word(self, name: str) -> str | None:
        """The words of a part, None where it is missing."""
        part = self.parts.get(name)
        return self.lexed.phrase(*part) if part else None

    @property
    def words(self) -> str:
        """All its words."""
        return self.lexed.phrase(self.first, self.last)


@cache
def forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every form with its reader's name, compiled."""
    return tuple((name, re.compile(compiled(form))) for name, form in FORMS)


@cache
def compiled(form: str) -> str:
    r"""The regular expression over letters of a form.

    >>> compiled("[THE] ORDINAL:nth UNIT")
    '(?:t)?(?P<nth>(?:(?:(?:D|d|\\#)O|(?:n(?:\\-)?)?o)))U'
    """
    out: list[str] = []
    opened: list[int] = []
    for piece in re.findall(r"!?\[|\(|\|(?=\s)|[\])](?::\w+)?|[^\s\[\]()]+", form):
        if piece in {"[", "(", "!["}:
            opened.append(len(out))
            out.append("(?!" if piece == "![" else "(?:")
        elif piece[0] in "])":
            start = opened.pop()
            if ":" in piece:
                out[start] = f"(?P<{piece[2:]}>"
            out.append(")?" if piece[0] == "]" and out[start] != "(?!" else ")")
        else:
            out.append(_one(piece))
    return "".join(out)


def _one(piece: str) -> str:
    """A class, a macro or a bar, with its name if it has one."""
    if piece in {"|", ":"}:
        return piece
    word, _, name = piece.partition(":")
    inner = f"(?:{compiled(MACROS[word])})" if word in MACROS else re.escape(CLASSES[word])
    return f"(?P<{name}>{inner})" if name else inner


NUMBER = "".join(re.escape(CLASSES[name]) for name in ("DAY", "ZERO", "TWO"))
DOTTED = rf"[{NUMBER}]{re.escape(CLASSES['.'])}[{NUMBER}]"
RUN = re.compile(rf"[^_\n]*(?:[{re.escape(NUCLEI)}]|{DOTTED})[^_\n]*")


def runs(lexed: Lexed) -> Iterator[tuple[int, int]]:
    """Stretches of lexemes that have classes, and at least one of a class that makes a time, or two numbers around a point."""
    for run in RUN.finditer(lexed.codes):
        yield run.span()


def candidates(lexed: Lexed, first: int, last: int) -> list[Found]:
    """The forms that begin here and end by ``last``, the longest first; of equals the first."""
    found = [(name, match) for name, form in forms() if (match := form.match(lexed.codes, first, last)) and match.end() > first]
    found.sort(key=lambda entry: -entry[1].end())
    return [_found(lexed, name, match) for name, match in found]


def longest(lexed: Lexed, first: int, last: int) -> Found | None:
    """The form that is just these lexemes."""
    for name, form in forms():
        match = form.fullmatch(lexed.codes, first, last)
        if match:
            return _found(lexed, name, match)
    return None


def _found(lexed: Lexed, name: str, match: re.Match[str]) -> Found:
    parts = {part: match.span(part) for part in match.re.groupindex if match.group(part)}
    return Found(lexed, name, match.start(), match.end(), parts)
