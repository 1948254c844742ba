-- Every quotation belongs to one utterance, and an utterance counts what it holds.
-- Key: utterance_id
select
    utterances.utterance_id,
    utterances.quotations,
    count(distinct quotes.quote_id) as found
from utterances
full join quotes using (utterance_id)
group by utterances.utterance_id, utterances.quotations
having utterances.quotations is distinct from found
