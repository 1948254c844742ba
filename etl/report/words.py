"""The words that set the articles apart."""

from dataclasses import replace
from functools import partial

from etl.report import charts
from etl.report.answers import Answer
from etl.report.figures import MIN_STORIES, Figure, Inquiry, Row, Section, counted, gather, ratio

# Words of each side.
_MOST = 12
# Languages written without spaces, whose words cannot be told apart here.
_WITHOUT_SPACES = ("zh", "ja", "th", "lo", "km", "my")
# Stands under the first chart, for all.
_NOTE = """
Words that stand in relatively more stories of one side than of the other, each counted once a story. The odds ratio
says how many times likelier a word is in the first: log-odds with an informative Dirichlet prior (Monroe, Colaresi
and Quinn 2008), lines are 95 % intervals. Since many words are compared, significance is corrected (Benjamini and
Hochberg 1995): of the words shown, at most one in twenty is expected by chance. At most 2,000 stories of each side
are read, and the names of the countries themselves are left out.
"""


def section(inquiry: Inquiry) -> Section:
    """Words of the subject against the rest of the corpus, and of state media against other outlets."""
    subject = f"Stories that {inquiry.subject.name_it}"
    figures = [
        _figure(inquiry, "words", "subject", (subject, "All other stories")),
        _figure(inquiry, "state-words", "state media", ("State media", "Other outlets of known ownership")),
    ]
    drawn = [figure for figure in figures if figure.draw]
    if drawn:
        drawn[0] = replace(drawn[0], note=f"{_NOTE.strip()} {drawn[0].note}")
    others = [figure.title for figure in figures if not figure.draw]
    few = f"No word differs clearly, or a side has fewer than {MIN_STORIES} stories"
    return Section("words", "Which words stand out?", f"{few}: {'; '.join(others)}." if others else "", drawn)


def _figure(inquiry: Inquiry, key: str, contrast: str, sides: tuple[str, str]) -> Figure:
    answer, evidence = Answer((), (), ""), Answer((), (), "")
    if inquiry.language not in _WITHOUT_SPACES:
        answer = inquiry.ask("words", contrast=contrast, words=_MOST)
    rows = [_named(row, sides) for row in answer.rows]
    if rows:
        evidence = inquiry.ask("words_evidence", contrast=contrast, chosen=[row["word"] for row in rows])
    compared = rows[0]["compared"] if rows else 0
    return Figure(
        key=key,
        title=f"{sides[0]}, against {sides[1][0].lower()}{sides[1][1:]}",
        summary=f"{counted(len(rows), 'word')} with their odds ratios: {', '.join(map(_told, rows))}.",
        note=f"Language: {inquiry.language}; {counted(compared, 'word')} compared.",
        answer=answer,
        heads={
            "word": "Word",
            "stories": f"Stories: {sides[0]}",
            "other_stories": f"Stories: {sides[1]}",
            "ratio": "Odds ratio",
            "interval": "95 % interval",
            "z": "z",
            "q": "q, corrected",
        },
        rows=rows,
        draw=partial(charts.words, rows) if rows else None,
        evidence=gather(
            [{**row, "trigger": row["word"]} for row in evidence.rows],
            lambda row: f"{row['word']}: {sides[not row['is_chosen']]}",
        ),
        evidence_sql=evidence.sql,
    )


def _named(row: Row, sides: tuple[str, str]) -> Row:
    interval = f"{ratio(row['odds_low'])} to {ratio(row['odds_high'])}"
    shown = {"label": row["word"], "ratio": ratio(row["odds_ratio"]), "interval": interval}
    return {**row, **shown, "group": f"More in: {sides[row['z'] < 0]}"}


def _told(row: Row) -> str:
    return f"{row['word']} {row['ratio']}"
