-- How many stories has each side whose words are compared?
select
    count(*) filter (is_chosen) as stories,
    count(*) filter (not is_chosen) as other_stories
from contrasted($contrast, $language, $a, $b, since := $since, until := $until)
