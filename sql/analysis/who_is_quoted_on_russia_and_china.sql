-- Who is quoted in the articles that name both, with how much, how often, and by how many outlets?
-- Utterances count what was said, once however often it was printed; articles, stories and outlets are those it stands in.
select
    utterances.speaker_name as speaker,
    count(distinct quotes.utterance_id) as utterances,
    count(distinct articles.article_id) as articles,
    count(distinct articles.story_id) as stories,
    count(distinct articles.outlet) as outlets,
    rtrim(first(quotes.content order by length(quotes.content) desc, quotes.content), ' ,') as longest
from dyad('RUS', 'CHN') as pair
inner join quotes using (article_id)
inner join articles using (article_id)
inner join utterances using (utterance_id)
where utterances.speaker_name is not null
group by utterances.speaker_name
order by utterances desc, articles desc, outlets desc, speaker
limit 10
