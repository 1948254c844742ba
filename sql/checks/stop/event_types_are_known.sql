-- Every event is of a type of PLOVER.
-- Key: article_id
select
    article_id,
    trigger_start_char,
    event_type
from events
anti join event_types using (event_type)
