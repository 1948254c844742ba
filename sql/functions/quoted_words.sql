-- The words of a quotation, in small letters without accents; a Chinese or Japanese character is a word.
create or replace temp macro quoted_words(content) as
    regexp_extract_all(lower(strip_accents(content)), '[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}]+');
-- Which of them have figures in them.
create or replace temp macro numerals(content) as
    list_distinct(list_filter(quoted_words(content), lambda word: regexp_matches(word, '\d')));
create or replace temp macro run_hash(words) as (hash(words) % 4294967296)::uinteger;
