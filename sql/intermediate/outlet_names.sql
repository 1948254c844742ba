-- One row per host whose pages name their outlet otherwise than by the host: the name that most of them give.
-- Key: host
select
    host,
    outlet as name
from current_captures
where outlet <> host
group by host, outlet
qualify row_number() over (partition by host order by count(*) desc, outlet) = 1
order by host
