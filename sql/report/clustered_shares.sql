-- What share of the events of each side is conflict, and what share of its utterances is on the other side, where a story has
-- several of them? `found` of `total` are, counted as in `events` and `speakers`; an utterance is of the first story that has
-- it. `independent` is how many independent cases tell as much of the share if what a story has is of one piece: the square of
-- `total` by the sum of the squares of what each has (Kish 1965). Fewer it cannot be; where those of a story differ it is more,
-- and the interval is wider than it need be.
with units as (
    select
        'events' as unit,
        events.source_country = $a as is_first,
        published.story_id,
        event_types.is_conflict as is_found
    from events
    inner join published(since := $since, until := $until) as published using (article_id)
    inner join event_types using (event_type)
    where
        $a in (events.source_country, events.target_country)
        and ($b is null or $b in (events.source_country, events.target_country))
        and events.source_country <> events.target_country
        and not events.is_negated
        and not events.is_hypothetical
        and published.day is not null
    group by is_first, published.story_id, event_type, event_types.is_conflict
    union all
    select
        'utterances' as unit,
        utterances.speaker_country = $a as is_first,
        first(about.story_id order by about.published_at nulls last, quotes.quote_id) as story_id,
        bool_or(
            coalesce(
                list_contains(quotes.countries, if(utterances.speaker_country = $a, $b, $a)),
                len(list_filter(quotes.countries, lambda country: country <> $a)) > 0
            )
        ) as is_found
    from about($a, $b, since := $since, until := $until) as about
    inner join quotes using (article_id)
    inner join utterances using (utterance_id)
    where
        utterances.speaker_country in ($a, $b)
        or ($b is null and utterances.speaker_country <> $a and list_contains(quotes.countries, $a))
    group by utterances.speaker_country, quotes.utterance_id
),
told as (
    select
        unit,
        is_first,
        story_id,
        count(*) as units,
        count(*) filter (is_found) as found
    from units
    group by unit, is_first, story_id
)
select
    unit,
    is_first,
    sum(found)::bigint as found,
    sum(units)::bigint as total,
    count(*) as stories,
    round(sum(units) ^ 2 / sum(units ^ 2), 1) as independent,
    wilson(sum(found), sum(units), independent := independent) as interval
from told
group by unit, is_first
order by unit, is_first desc
