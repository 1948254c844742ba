-- One row per article and name, in small letters without accents, that stands where texts credit their source: in brackets or
-- slashes near the beginning or the end ("GENEVA (Reuters)", "/TASS/"), as the last line, or in the byline.
-- Key: article_id
select
    article_id,
    story_id,
    outlet,
    unnest(
        list_distinct(
            list_transform(
                regexp_extract_all(left(text, 160), '[(（/]\s*([^()（）/\n]{2,40}?)\s*[)）/]', 1)
                || regexp_extract_all(right(text, 80), '[(（/]\s*([^()（）/\n]{2,40}?)\s*[)）/]', 1)
                || regexp_extract_all(
                    right(text, 80), '(?i)\n\W*(?:(?:source|from|with|via|by)\b:?\s*)?([^\n]{2,40}?)[\s.)]*$', 1
                )
                || authors,
                lambda name: lower(strip_accents(name))
            )
        )
    ) as name
from articles
order by article_id, name
