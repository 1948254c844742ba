-- Which sentences say so, by direction and class, the newest first? Of a story that says it several times, the first sentence
-- of an article with a date.
with done as (
    select
        events.source_country = $a as is_first,
        event_types.is_conflict,
        events.event_type,
        events.trigger,
        events.source_country,
        events.target_country,
        events.sentence,
        published.*
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
    qualify
        row_number() over (
            partition by published.story_id, is_first, events.event_type
            order by published.published_at nulls last, published.article_id, events.trigger_start_char, events.target_country
        ) = 1
)
select
    done.is_first,
    done.is_conflict,
    count(*) over (partition by done.is_first, done.is_conflict) as found,
    done.event_type,
    done.source_country,
    done.target_country,
    done.trigger,
    done.day,
    done.outlet,
    done.title,
    done.url,
    sentences.text as sentence
from done
inner join sentences using (article_id, sentence)
qualify
    row_number() over (
        partition by done.is_first, done.is_conflict
        order by done.published_at desc nulls last, done.article_id, done.event_type
    ) <= $limit
order by done.is_first desc, done.is_conflict, done.published_at desc nulls last, done.article_id, done.event_type
