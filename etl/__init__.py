"""newslake: news pages in, quotes, country dyads and SQL out.

The walk, one package or module a stage::

    ingest    files, the web      → pages, visits
    clean     pages               → articles, rejections
    annotate  articles            → sentences, mentions, quotes, events
    build     the lake            → one DuckDB file
"""
