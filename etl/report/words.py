"""The words that set the articles apart."""

from functools import partial

from etl.report import charts
from etl.report.answers import Answer
from etl.report.figures import Figure, Inquiry, Section, counted, gather

# Words of each side.
_MOST = 12
# Languages written without spaces, whose words cannot be told apart here.
_WITHOUT_SPACES = ("zh", "ja", "th", "lo", "km", "my")
_NOTE = """
Words that stand in relatively more stories of one side than of the other, each counted once a story. The odds ratio
says how many times likelier a word is in the first: log-odds with an informative Dirichlet prior (Monroe, Colaresi
and Quinn 2008), lines are 95 % intervals. Shown are words with |z| of 1.96 or more; since many words are compared,
some are there by chance. At most 2,000 stories of each side are read, and the names of the countries themselves are
left out.
"""


def section(inquiry: Inquiry) -> Section:
    """Words of the subject against the rest of the corpus, and of state media against other outlets."""
    subject = f"Stories that {inquiry.subject.name_it}"
    figures = [
        _figure(inquiry, "words", "subject", (subject, "All other stories")),
        _figure(inquiry, "state-words", "state media", ("State media", "Other outlets")),
    ]
    drawn = [figure for figure in figures if figure.draw]
    others = [figure.title for figure in figures if not figure.draw]
    lead = f"No word differs clearly, or there are too few stories to tell: {'; '.join(others)}." if others else ""
    return Section("words", "Which words stand out?", lead, drawn)


def _figure(inquiry: Inquiry, key: str, contrast: str, sides: tuple[str, str]) -> Figure:
    answer, evidence = Answer((), (), ""), Answer((), (), "")
    if inquiry.language not in _WITHOUT_SPACES:
        answer = inquiry.ask("words", contrast=contrast, words=_MOST)
    words = [row["word"] for row in answer.rows]
    if words:
        evidence = inquiry.ask("words_evidence", chosen=words)
    rows = [{**row, "label": row["word"], "group": f"More in: {sides[row['z'] < 0]}"} for row in answer.rows]
    return Figure(
        key=key,
        title=f"{sides[0]}, against {sides[1][0].lower()}{sides[1][1:]}",
        summary=f"{counted(len(rows), 'word')} with their odds ratios: {', '.join(words)}.",
        note=f"{_NOTE.strip()} Language: {inquiry.language}.",
        answer=answer,
        heads={
            "word": "Word",
            "stories": f"Stories: {sides[0]}",
            "other_stories": f"Stories: {sides[1]}",
            "log_odds": "Log-odds",
            "z": "z",
        },
        rows=rows,
        draw=partial(charts.words, rows) if rows else None,
        evidence=gather([{**row, "trigger": row["word"]} for row in evidence.rows], lambda row: row["word"]),
        evidence_sql=evidence.sql,
    )
