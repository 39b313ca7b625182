"""What is wrong with a certificate is told in words, and a connection that ended otherwise as it ended."""

from pathlib import Path

import pytest
from OpenSSL import SSL
from scrapy.exceptions import DownloadFailedError
from service_identity.exceptions import VerificationError
from twisted.internet.error import ConnectionLost
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawler.manners.certificates import fault_of, told
from crawler.manners.politeness import Uncertified
from tests.crawler.manners.test_handler import _tls


class Ended:
    """A connection over TLS whose handshake has failed."""

    def __init__(self, folder: Path) -> None:
        _tls(folder)
        context = SSL.Context(SSL.TLS_SERVER_METHOD)
        context.use_certificate_file(str(folder / "site.pem"))
        context.use_privatekey_file(str(folder / "site.pem"))
        trusting = SSL.Context(SSL.TLS_CLIENT_METHOD)
        trusting.set_verify(SSL.VERIFY_PEER)
        self.client, self.server = SSL.Connection(trusting), SSL.Connection(context)
        self.client.set_connect_state()
        self.server.set_accept_state()

    def getHandle(self) -> SSL.Connection:  # noqa: N802 - Twisted's name
        """Return the connection, as Twisted's transports do."""
        return self.client

    def shake(self) -> None:
        """Let both sides speak until one has had enough."""
        for _ in range(4):
            for one, other in ((self.client, self.server), (self.server, self.client)):
                try:
                    one.do_handshake()
                except SSL.WantReadError:
                    other.bio_write(one.bio_read(1 << 16))


def lost(error: Exception, transport: Ended | None = None) -> BaseException | None:
    return told(Failure(error), transport).value  # type: ignore[no-untyped-call]


def test_a_certificate_that_vouches_for_itself_is_told(tmp_path: Path) -> None:
    ended = Ended(tmp_path)
    with pytest.raises(SSL.Error) as failed:
        ended.shake()
    said = lost(failed.value, ended)
    assert isinstance(said, Uncertified)
    assert str(said) == "its certificate is signed by nobody but itself"


def test_another_hosts_certificate_is_told_and_another_end_is_not_blamed_on_it(tmp_path: Path) -> None:
    assert str(lost(VerificationError([]))) == "its certificate is that of another host"
    broken = ConnectionLost()
    assert lost(broken) is broken
    garbled = SSL.Error([("SSL routines", "", "wrong version number")])
    assert lost(garbled, Ended(tmp_path)) is garbled


def test_the_fault_is_found_behind_the_errors_that_wrap_it() -> None:
    fault = Uncertified("its certificate has expired")
    wrapped, other = DownloadFailedError("x"), DownloadFailedError("x")
    wrapped.__cause__ = ResponseFailed([Failure(ConnectionLost()), Failure(fault)])  # type: ignore[no-untyped-call]
    other.__cause__ = ResponseFailed([Failure(ConnectionLost())])  # type: ignore[no-untyped-call]
    assert fault_of(wrapped) is fault
    assert fault_of(other) is None
    assert fault_of(TimeoutError()) is None
