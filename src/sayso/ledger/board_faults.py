"""What is wrong with the rows that the board is read from: propositions that are not shown, stories that do not add up."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

AGAIN = "make the derived rows again with: sayso rebuild"

# Each finds ids, and says what is wrong with them.
CHECKS = (
    ("SELECT p.id FROM proposition p LEFT JOIN proposition_line l ON l.proposition_id = p.id WHERE l.number IS NULL", "the board does not show it"),
    (
        """SELECT p.id FROM proposition p JOIN proposition_line l ON l.proposition_id = p.id
        WHERE (l.text, l.verdict, l.least, l.most) <> (p.text, p.verdict, p.least, p.most)
        OR coalesce(l.first, '') <> coalesce(p.first, '') OR coalesce(l.last, '') <> coalesce(p.last, '')""",
        "the board shows it otherwise than it is",
    ),
    (
        """SELECT s.proposition_id FROM proposition_statement s LEFT JOIN proposition_word w ON w.proposition_id = s.proposition_id AND w.claim_id = s.claim_id
        WHERE w.claim_id IS NULL GROUP BY s.proposition_id""",
        "the board lacks claims of it",
    ),
    (
        """SELECT w.proposition_id FROM proposition_word w LEFT JOIN proposition_report r ON r.proposition_id = w.proposition_id AND r.document_id = w.document_id
        WHERE r.document_id IS NULL GROUP BY w.proposition_id""",
        "the board lacks reports of it",
    ),
    ("SELECT proposition_id FROM proposition_line WHERE number NOT IN (SELECT rowid FROM proposition_words)", "the search of the board does not find it"),
    (
        """SELECT f.proposition_id FROM proposition_facet f LEFT JOIN facet_value v ON v.kind = f.kind AND v.key = f.key
        WHERE v.label IS NULL GROUP BY f.proposition_id""",
        "the filters of the board do not find it",
    ),
    (
        """SELECT l.proposition_id FROM proposition_line l LEFT JOIN proposition_day d ON d.proposition_id = l.proposition_id AND d.day = l.told
        WHERE d.stood IS NULL OR (json_extract(d.stood, '$.name'), json_extract(d.stood, '$.least'), json_extract(d.stood, '$.most')) <> (l.verdict, l.least, l.most)""",
        "how it stood on its last day is not how it stands",
    ),
    (
        """SELECT r.proposition_id FROM proposition_report r JOIN document o ON o.id = r.document_id
        LEFT JOIN proposition_day d ON d.proposition_id = r.proposition_id AND d.day = coalesce(o.published, '')
        WHERE d.day IS NULL GROUP BY r.proposition_id""",
        "how it stood on the day of one of its reports is not kept",
    ),
    ("SELECT l.proposition_id FROM proposition_line l LEFT JOIN story s ON s.root = l.root WHERE s.id IS NULL", "it is in no story"),
    (
        """SELECT s.id FROM story s LEFT JOIN proposition_line l ON l.root = s.root GROUP BY s.id
        HAVING count(l.number) <> s.propositions OR 'S-' || substr(min(l.proposition_id), 3) IS NOT s.id""",
        "the story does not hold the propositions that it is said to",
    ),
    ("SELECT DISTINCT r.document_id FROM proposition_report r LEFT JOIN story_report s ON s.document_id = r.document_id WHERE s.root IS NULL", "the report is in no story"),
)


def board_faults(connection: Connection) -> Iterator[str]:
    """Every fault, in words."""
    for query, fault in CHECKS:
        for row in connection.execute(text(f"{query} ORDER BY 1")):
            yield f"{row[0]}: {fault}; {AGAIN}"
