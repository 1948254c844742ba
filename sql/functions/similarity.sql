-- similarity(one, other): the share of equal values of two MinHashes of 64, which estimates the Jaccard index of the texts' runs
-- of words (Broder 1997); null where one has none.
create or replace temp macro similarity(one, other) as
    if(
        len(one) = 64 and len(other) = 64,
        len(list_filter(list_zip(one, other), lambda pair: pair[1] = pair[2])) / 64,
        null
    );
