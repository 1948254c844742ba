-- What the generator makes its texts of: words, the more frequent the shorter, and clauses of eight.
create table syllables as
select list(consonant || vowel order by consonant, vowel) as syllables
from unnest(['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z']) as consonants (consonant)
cross join unnest(['a', 'e', 'i', 'o', 'u']) as vowels (vowel);
-- A number from 0 to below `size`; the lower bits of a hash go together.
create macro chance(seed, size) as ((hash(seed) >> 16) % size)::bigint;
-- The same by Zipf: the chance of each number falls with its rank.
create macro ranked(seed, size) as floor(pow(size, (hash(seed) % 1000000007) / 1000000007.0))::bigint - 1;
create macro spelt(number) as
    array_to_string(
        list_transform(
            range(1 + length(number::varchar) // 2),
            lambda place: syllables.syllables[1 + (number // pow(70, place)::bigint) % 70]
        ),
        ''
    ) || chr((97 + number % 26)::integer);
create table words as
select list(spelt(number) order by number) as words
from range(30000) as numbers (number)
cross join syllables;
create table clauses as
select
    number,
    array_to_string(list_transform(range(8), lambda place: words.words[1 + ranked((number, place), 30000)]), ' ') as clause
from range(200000) as numbers (number)
cross join words;
create table speakers as
select
    number,
    upper(first[1]) || first[2:] || ' ' || upper(last[1]) || last[2:] as speaker,
    country
from (
    select
        number,
        spelt(number * 7919 % 30000) as first,
        spelt(number + 100) as last,
        ranked((number, 'country'), 200) as country
    from range(20000) as numbers (number)
    cross join syllables
);
