-- country_code('RUS'): the code itself, and an error where `countries` has no such country; of null it is null.
create or replace macro country_code(code) as (
    select
        case
            when count(*) > 0 or code is null then code
            else error('no country ' || code || ': write its ISO code in capitals, such as RUS; the table countries has all')
        end
    from countries
    where country = code
);
