-- What share of the events of each side is conflict, and what share of its utterances is on the other side, where a story has
-- several of them? `found` of `total` are, counted as in `events` and `speakers`; an utterance is of the first story that has
-- it. `independent` is how many independent cases tell as much of the share if what a story has is of one piece: the square of
-- `total` by the sum of the squares of what each has (Kish 1965). Fewer it cannot be; where those of a story differ it is more,
-- and the interval is wider than it need be.
with units as (
    select
        'events' as unit,
        is_first,
        story_id,
        is_conflict as is_found,
        event_type as which
    from done_by($a, $b, since := $since, until := $until)
    group by all
    union all
    select
        'utterances' as unit,
        is_first,
        first(story_id order by published_at nulls last, quote_id) as story_id,
        bool_or(is_on_other) as is_found,
        utterance_id as which
    from said_for($a, $b, since := $since, until := $until)
    group by is_first, utterance_id
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
