"""What a report stands on: corpus, versions, measured accuracy, known limits."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl import lexicons
from etl.report.answers import Answer
from etl.report.figures import Inquiry

# What a reader must know before a number is quoted.
_LIMITS = """
The corpus is what was loaded and fetched, no sample of all news: shares compare outlets and times of this corpus.
An article that names a country need not be about it: count it as attention, not as content.
Events and tone are found in parsed languages alone (English, unless another is installed); others count as coverage.
Tone is of words that judge, not of what is meant, and held against few sentences, all of ours: compare large means.
What several say together counts for the one named first; what one denies is an utterance, as the evidence shows.
Half of the indirect quotations are what a person would mark; the evidence says which are direct.
Intervals say how far a number might have come out otherwise by chance: not how well it is measured or what is missing.
Events, quotes and tone are what was published, whether it is true or not.
"""


@dataclass(frozen=True, slots=True)
class Methods:
    """The corpus by source and by language, the versions, what was measured, and what intervals of shares rest on."""

    sources: Answer
    languages: Answer
    versions: Answer
    shares: Answer
    accuracy: Sequence[Sequence[str]]
    limits: Sequence[str]


def methods(inquiry: Inquiry) -> Methods:
    """What this report stands on."""
    accuracy = [row for row in lexicons.rows("etl.report", "accuracy.tsv") if row != [""]]
    sources, languages, versions = (inquiry.ask(name) for name in ("sources", "languages", "versions"))
    return Methods(
        sources, languages, versions, inquiry.ask("clustered_shares"), accuracy, _LIMITS.strip().splitlines()
    )
