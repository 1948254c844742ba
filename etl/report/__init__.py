"""The report: one HTML file on a country or a pair, a function of the warehouse alone.

`subject` says what it is about, `answers` asks the questions of `sql/report`; `coverage`, `outlets`, `events`,
`speakers`, `tone` and `words` make a section each, `charts` and `timelines` draw, `composition` puts all together,
`page` writes it.
"""
