"""What is endless is cut: headers, bodies, bombs, redirects and broken connections."""

import datetime as dt
import gzip
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.crawler.conftest import Crawl, Site


def test_endless_headers_and_bodies_and_bombs_are_cut(site: Site, crawl: Crawl) -> None:
    site.put("/headers", "x", **{f"X_{number}": "y" * 900 for number in range(400)})
    site.put("/body", b"Uzbekistan " * 1_100_000)
    site.put("/bomb", gzip.compress(b"Uzbekistan " * 3_000_000), Content_Encoding="gzip")
    site.put("/loop", status=302, Location="/loop")
    site.put("/cut", "<p>Uzbekistan copper")
    site.answers["/cut"].cut = True  # type: ignore[union-attr]
    links = [site.home + path for path in ("/headers", "/body", "/bomb", "/loop", "/cut")]
    crawl.source("feed", feeds=[site.feed("/rss", dict.fromkeys([*links, site.article("/good")], ""))])
    crawl.run()
    states = {path: page.state for path, page in crawl.pages().items()}
    assert states == {"good": "waiting", **dict.fromkeys(("headers", "body", "bomb", "loop", "cut"), "missed")}
    assert site.visits()["/loop"] <= 6
    assert site.visits()["/cut"] == 2


def test_a_certificate_that_nobody_vouches_for_is_refused(crawl: Crawl, tmp_path: Path) -> None:
    secret = Site()
    secret.server.socket = _tls(tmp_path).wrap_socket(secret.server.socket, server_side=True)
    crawl.environment["KONCHI_ALLOW_HOSTS"] = secret.host
    crawl.source("outlet", feeds=[f"https://{secret.host}/rss"])
    assert "unreachable: its certificate is signed by nobody but itself" in crawl.run(expect=3)
    assert not secret.asked
    secret.server.shutdown()
    secret.server.server_close()


def _tls(folder: Path) -> ssl.SSLContext:
    """Return a server's context with a certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "site.pem").write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "site.pem")
    return context
