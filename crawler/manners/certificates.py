"""A connection that TLS ended comes in; what is wrong with the host's certificate goes out, in words."""

from collections.abc import Iterator
from typing import Any

from OpenSSL import SSL
from service_identity.exceptions import CertificateError, VerificationError
from twisted.python.failure import Failure

from crawler.manners.politeness import Uncertified

FAULTS = {  # OpenSSL's results of a verification, X509_V_ERR_*
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is signed by nobody but itself",
    23: "its certificate has been revoked",
    **dict.fromkeys((2, 19, 20, 21), "its certificate is signed by nobody whom we trust"),
}
OTHER_HOST = "its certificate is that of another host"
OTHERWISE = "its certificate is not valid"


def told(reason: Failure, transport: Any) -> Failure:  # noqa: ANN401 - whatever Twisted connects with
    """Return why a connection was lost: Uncertified with the fault where it was the certificate, else as it came."""
    words = _words(reason.value, transport)
    return Failure(Uncertified(words)) if words else reason  # type: ignore[no-untyped-call]


def _words(error: BaseException | None, transport: Any) -> str | None:  # noqa: ANN401 - as above
    if isinstance(error, VerificationError | CertificateError):
        return OTHER_HOST
    if not isinstance(error, SSL.Error):
        return None
    verify_result = SSL._lib.SSL_get_verify_result  # type: ignore[attr-defined]  # noqa: SLF001 - told nowhere else
    result = verify_result(transport.getHandle()._ssl)  # noqa: SLF001
    return FAULTS.get(result, OTHERWISE) if result else None


def fault_of(error: BaseException) -> Uncertified | None:
    """Return what was wrong with the certificate, where that is why a download failed."""
    return next((found for found in _causes(error) if isinstance(found, Uncertified)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give the errors that Scrapy's and Twisted's own wrap."""
    for failure in getattr(error.__cause__, "reasons", ()):
        yield failure.value
