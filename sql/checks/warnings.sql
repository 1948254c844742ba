-- One row per check of `sql/checks/warn` that found something when the file was built: how many rows, and the first of them.
create or replace table warnings (
    warning varchar,
    rows bigint,
    example varchar
);
