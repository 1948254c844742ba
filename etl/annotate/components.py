"""What newslake adds to spaCy's pipelines. spaCy finds it by the package's entry points, whoever loads a model."""

from spacy.language import Language

from etl.annotate import sentences

PARAGRAPHS = f"{sentences.COMPONENT}_paragraphs"

news_sentences = Language.component(sentences.COMPONENT, func=sentences.mark)
news_paragraphs = Language.component(PARAGRAPHS, func=sentences.mark_paragraphs)
