"""The words for what keeps an answer of the web away, as `visits.reason` has them."""

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from service_identity import VerificationError

from etl.ingest.network import RefusedError

# What is refused by rules we keep, not by a fault.
RULES = frozenset({"robots", "forbidden_address", "tdm-reservation", "noai", "told_to_wait"})
# What is wrong with a host as a whole, whatever is asked of it.
OF_HOSTS = frozenset({"connection_refused", "no_such_host", "tls"})
_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "no_such_host"),
    (DownloadConnectionRefusedError, "connection_refused"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "cut_off"),
    (OSError, "damaged"),
)
_IGNORED = {"max redirections": "too_many_redirects", "DOWNLOAD_MAXSIZE": "too_large"}


def reason(error: BaseException) -> str:
    """The word for an error of a request; `tls` for a certificate that is not right, and whatever else breaks TLS."""
    if isinstance(error, RefusedError):
        return error.reason
    if isinstance(error, IgnoreRequest):
        return next((word for mark, word in _IGNORED.items() if mark in str(error)), "ignored")
    causes = [failure.value for failure in getattr(error.__cause__, "reasons", ())]
    if any(isinstance(cause, SSL.Error | VerificationError) for cause in causes):
        return "tls"
    return next((word for kind, word in _REASONS if isinstance(error, kind)), "connection_failed")


def outcome(reason: str) -> str:
    """What a visit that ended for such a reason was."""
    return "refused" if reason in RULES else "failed"
