-- How many articles on the subject bear no date, so that no period has them?
select count(*) as articles
from about($a, $b)
where day is null
