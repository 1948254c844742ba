-- Who is quoted in the articles that name both, with how much, how often, and by how many outlets?
-- Utterances count what was said, quotations how often it was printed.
select
    quotes.speaker_name as speaker,
    count(distinct quotes.utterance_id) as utterances,
    count(distinct quotes.quote_id) as quotations,
    count(distinct articles.outlet) as outlets,
    rtrim(arg_max(quotes.content, length(quotes.content)), ' ,') as longest
from dyad('RUS', 'CHN') as pair
inner join quotes using (article_id)
inner join articles using (article_id)
where quotes.speaker_name is not null
group by quotes.speaker_name
order by utterances desc, quotations desc, outlets desc, speaker
limit 10
