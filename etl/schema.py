"""Records ↔ Arrow: the schema of every table derives from its record."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from types import UnionType
from typing import Any, TypeVar, get_args, get_type_hints

import pyarrow as pa

from etl.errors import PartitionError
from etl.records import Given, Record

R = TypeVar("R", bound=Record)

_ARROW_TYPES: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.large_binary(),
    datetime: pa.timestamp("us", tz="UTC"),
    Given: pa.string(),
    tuple[str, ...]: pa.list_(pa.string()),
    tuple[int, ...]: pa.list_(pa.uint32()),
}


def table_name(record_type: type[Record]) -> str:
    """The table a record is a row of: `Page` → `pages`."""
    return f"{record_type.__name__.lower()}s"


def arrow_schema(record_type: type[Record]) -> pa.Schema:
    """The columns of a record's table, in the record's order; `X | None` is nullable, all else is not."""
    hints = get_type_hints(record_type)
    return pa.schema([_field(field.name, hints[field.name]) for field in fields(record_type)])


def to_batch(record_type: type[Record], records: Sequence[Record]) -> pa.RecordBatch:
    """Rows to columns.

    Raises:
        PartitionError: a value is null where the record forbids it, which Arrow itself does not check.
    """
    schema = arrow_schema(record_type)
    batch = pa.RecordBatch.from_arrays(
        [pa.array([_encode(getattr(record, f.name)) for record in records], f.type) for f in schema],
        schema=schema,
    )
    for field, column in zip(schema, batch.columns, strict=True):
        if column.null_count and not field.nullable:
            raise PartitionError(f"{table_name(record_type)}.{field.name} is null in {column.null_count} rows")
    return batch


def from_batch(record_type: type[R], batch: pa.RecordBatch) -> Iterator[R]:
    """Columns to rows: the inverse of `to_batch`."""
    hints = get_type_hints(record_type)
    decoders = [_DECODERS.get(hints[name]) for name in batch.schema.names]
    columns = [
        column.to_pylist() if decode is None else [decode(value) for value in column.to_pylist()]
        for column, decode in zip(batch.columns, decoders, strict=True)
    ]
    names = batch.schema.names
    for row in zip(*columns, strict=True):
        yield record_type(**dict(zip(names, row, strict=True)))


_DECODERS: dict[Any, Any] = {Given: Given.from_json, tuple[str, ...]: tuple, tuple[int, ...]: tuple}


def _field(name: str, hint: Any) -> pa.Field:
    if isinstance(hint, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
        return pa.field(name, _ARROW_TYPES[hint])
    return pa.field(name, _ARROW_TYPES[hint], nullable=False)


def _encode(value: Any) -> Any:
    return value.to_json() if isinstance(value, Given) else value
