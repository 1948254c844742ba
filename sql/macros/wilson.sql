-- wilson_bound(0.3, 40, 1): the upper end of the interval of 95 % around a share of so many independent cases; with -1 the lower.
create or replace macro wilson_bound(share, cases, side) as
    (
        share + 1.959964 ^ 2 / (2 * cases)
        + side * 1.959964 * sqrt(share * (1 - share) / cases + 1.959964 ^ 2 / (4 * cases ^ 2))
    )
    / (1 + 1.959964 ^ 2 / cases);

-- wilson(12, 40): the interval of 95 % around the share of 12 in 40 (Wilson 1927), its `low` and its `high` end, from 0 to 1; null
-- of nothing, and of what is no share. It holds for few cases and for none. Where the cases depend on each other, `independent` says how many that do
-- not would tell as much.
create or replace macro wilson(found, total, independent := null) as
    case
        when total > 0 and found between 0 and total
            then {
                'low': greatest(0, wilson_bound(found / total, coalesce(independent, total), -1)),
                'high': least(1, wilson_bound(found / total, coalesce(independent, total), 1))
            }
    end;
