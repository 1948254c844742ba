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
says how many times as high the odds are, in the first, that a story has the word: log-odds with an informative prior
(Monroe, Colaresi and Quinn 2008), lines are 95 % intervals. Where one side's stories are longer, they have more words
of any kind. Since many words are compared, significance is corrected (Benjamini and Hochberg 1995): of the words shown,
at most one in twenty is expected by chance. At most 2,000 stories of each side are read, and the names of the countries
and of places in them are left out.
"""


def section(inquiry: Inquiry) -> Section:
    """Words of the subject against the rest of the corpus, and of state media against other outlets."""
    subject = f"Stories that {inquiry.subject.name_it}"
    contrasts = {
        "subject": ("words", (subject, "All other stories")),
        "state media": ("state-words", ("State media", "Other outlets of known ownership")),
    }
    drawn: list[Figure] = []
    reasons = []
    for contrast, (key, sides) in contrasts.items():
        figure = _figure(inquiry, key, contrast, sides)
        if figure.draw:
            drawn.append(figure if drawn else replace(figure, note=f"{_NOTE.strip()} {figure.note}"))
        else:
            reasons.append(f"{figure.title}: {_reason(inquiry, contrast)}.")
    return Section("words", "Which words stand out?", " ".join(reasons), drawn)


def _reason(inquiry: Inquiry, contrast: str) -> str:
    """Why there is no word to show."""
    if inquiry.language in _WITHOUT_SPACES:
        return f"not compared, for words cannot be told apart in {inquiry.language}"
    (row,) = inquiry.ask("words_sides", contrast=contrast).rows
    told = f"{counted(row['stories'], 'story', 'stories')} against {row['other_stories']:,}"
    if min(row.values()) < MIN_STORIES:
        return f"not compared, for each side must have {MIN_STORIES} stories in {inquiry.language} ({told})"
    return f"no word differs clearly ({told})"


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
