-- Whom does each outlet quote most, in how many articles and stories, and how much of all it quotes with a name is that, in per cent?
select
    coalesce(articles.outlet, 'unknown') as outlet,
    utterances.speaker_name as speaker,
    count(distinct quotes.article_id) as articles,
    count(distinct articles.story_id) as stories,
    count(distinct quotes.quote_id) as quotations,
    count(distinct quotes.utterance_id) as utterances,
    round(
        100 * count(distinct quotes.quote_id)
        / sum(count(distinct quotes.quote_id)) over (partition by coalesce(articles.outlet, 'unknown'))
    ) as percent
from quotes
inner join articles using (article_id)
inner join utterances using (utterance_id)
where utterances.speaker_name is not null
group by coalesce(articles.outlet, 'unknown'), utterances.speaker_name
qualify
    row_number() over (
        partition by coalesce(articles.outlet, 'unknown')
        order by count(distinct quotes.quote_id) desc, utterances.speaker_name
    ) <= 5
order by outlet, count(distinct quotes.quote_id) desc, speaker
