"""The exceptions a run may end with. Each message is one line that says what the user can do.

A bad page is a row, never an exception; the command prints these in one line and exits with their code.
"""


class NewslakeError(Exception):
    """Anything a user can mend; the command line shows its message alone."""

    exit_code = 2


class InputError(NewslakeError):
    """What was given cannot be read: no such file, an empty folder, an unknown format, a wrong column."""


class PartitionError(NewslakeError):
    """A partition is missing, in use by another run, or was written by another version."""


class BusyError(PartitionError):
    """Another run is at work on the partition: the same succeeds when that is done."""

    exit_code = 75


class WarehouseError(NewslakeError):
    """The warehouse is missing, a check found rows, or a query cannot be answered."""


class SourceError(NewslakeError):
    """A source answers nothing: the same may succeed later (75 is `EX_TEMPFAIL` of sysexits.h)."""

    exit_code = 75


class ModelError(NewslakeError):
    """A language model is not installed or does not load."""


class WorkerError(NewslakeError):
    """A worker process ended before its work."""


class CommandError(NewslakeError):
    """A command that a scheduler started failed, crashed or was killed: the same may succeed later."""

    exit_code = 75
