"""Promise 20: no port is open, no certificate taken on trust, no secret carried elsewhere, nothing read from disk."""

import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.manners.measures import BACK_OFF
from crawler.monitoring.condition import health_detail
from crawler.sources import InvalidSource, load_catalogue
from pipeline.db import session
from pipeline.models import Page
from tests.crawler.conftest import ARTICLE, Answer, Crawl, Site
from tests.crawler.hostile.conftest import Attacked, listening
from tests.figures import Figure
from tests.waiting import LONGEST

TELNET = (
    "import crawler.settings as settings; settings.TELNETCONSOLE_ENABLED = True; "
    "settings.EXTENSIONS = {'scrapy.extensions.telnet.TelnetConsole': 0}"
)


def open_ports(site: Site, attacked: Attacked, prelude: str) -> set[str]:
    """Return where the crawl's process listens while it waits for a page."""
    asked, seen = threading.Event(), threading.Event()

    def page(_: object) -> Answer:
        asked.set()
        seen.wait(LONGEST)
        return Answer(ARTICLE.encode(), headers={"Content-Type": "text/html"})

    site.answers["/a"] = page
    attacked.crawl.source("outlet", feeds=[site.feed("/rss", {f"{site.home}/a": ""})])
    process = attacked.start(prelude)
    assert asked.wait(LONGEST)
    found = listening(process.pid)
    seen.set()
    said, _ = process.communicate(timeout=LONGEST)
    assert process.returncode == 0, said
    return found


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="the kernel's table of sockets is Linux's")
def test_no_port_is_open_during_a_crawl(site: Site, attacked: Attacked, figure: Figure) -> None:
    figure(20, "listening ports during a crawl", len(open_ports(site, attacked, "")), 0, "")


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="the kernel's table of sockets is Linux's")
def test_scrapys_own_console_would_be_seen(site: Site, attacked: Attacked, figure: Figure) -> None:
    ports = len(open_ports(site, attacked, TELNET))
    figure(20, "control: listening ports with Scrapy's console", ports, None, "")
    assert ports


class Authority:
    """A certificate authority of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority")])
        self.file = folder / "authority.pem"
        basic = x509.BasicConstraints(ca=True, path_length=0)
        made = (
            self._builder(self.name, self.key, 30).add_extension(basic, critical=True).sign(self.key, hashes.SHA256())
        )
        self.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def _builder(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, days: int) -> x509.CertificateBuilder:
        end = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(end - dt.timedelta(days=60))
            .not_valid_after(end)
        )

    def serve(self, address: str = "127.0.0.1", days: int = 30) -> ssl.SSLContext:
        """Return a server's context with a certificate for the address that ends in so many days."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
        made = self._builder(name, key, days).add_extension(names, critical=False).sign(self.key, hashes.SHA256())
        plain = serialization.NoEncryption()
        secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        (self.folder / "site.pem").write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "site.pem")
        return context


@pytest.fixture
def secure(crawl: Crawl) -> Iterator[Site]:
    """Give a site whose socket a test wraps in TLS."""
    made = Site()
    made.home = f"https://{made.host}"
    crawl.environment["KONCHI_ALLOW_HOSTS"] = made.host
    crawl.source("outlet", feeds=[made.feed("/rss", {made.article("/a"): ""})])
    yield made
    made.server.shutdown()
    made.server.server_close()


CERTIFICATES = {  # its address, its days to come, whether its authority is known, and what is said of it
    "of nobody's": ("127.0.0.1", 30, False, "its certificate is signed by nobody whom we trust"),
    "expired": ("127.0.0.1", -1, True, "its certificate has expired"),
    "of the future": ("127.0.0.1", 90, True, "its certificate is not valid yet"),
    "of another host": ("127.0.0.2", 30, True, "its certificate is that of another host"),
    "expired and of another host": ("127.0.0.2", -1, True, "its certificate is that of another host"),
}


@pytest.mark.parametrize("what", CERTIFICATES)
def test_a_certificate_that_is_not_valid_is_refused_and_told_for_what_it_is(
    secure: Site, attacked: Attacked, figure: Figure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    address, days, trusted, fault = CERTIFICATES[what]
    authority = Authority(tmp_path)
    secure.server.socket = authority.serve(address, days).wrap_socket(secure.server.socket, server_side=True)
    if trusted:
        attacked.crawl.environment["SSL_CERT_FILE"] = str(authority.file)
    before = dt.datetime.now(dt.UTC)
    said = attacked.run(expect=3).said
    figure(20, f"requests over a certificate {what}", len(secure.asked), 0, "")
    assert f"unreachable: {fault}\n" in said
    assert "are the clock and the certificates of this machine right?" in said
    state = attacked.crawl.state("outlet")
    assert state.due_at is not None
    assert state.due_at - before >= BACK_OFF["certificate"].pause(1)
    monkeypatch.setenv("KONCHI_SOURCES", str(attacked.crawl.folder))
    told = health_detail(attacked.crawl.engine, "outlet")
    assert f"list {secure.home}/rss: {fault}, HTTP -" in told
    assert f"host {secure.host}: failed 1 times in a row (certificate); no signals of rights" in told


def test_a_page_behind_a_certificate_that_expired_is_tried_again_when_it_is_renewed(
    secure: Site, site: Site, attacked: Attacked, tmp_path: Path
) -> None:
    """The list is at a host that is well; the article's host is not, for now."""
    crawl, authority = attacked.crawl, Authority(tmp_path)
    crawl.environment |= {"SSL_CERT_FILE": str(authority.file), "KONCHI_ALLOW_HOSTS": f"{secure.host},{site.host}"}
    context = authority.serve(days=-1)
    secure.server.socket = context.wrap_socket(secure.server.socket, server_side=True)
    crawl.source("outlet", feeds=[site.feed("/rss", {secure.article("/a"): ""})])
    attacked.run()
    page = crawl.pages()["a"]
    assert (page.state, page.reason, page.attempts) == ("missed", "its certificate has expired", 1)
    authority.serve()
    context.load_cert_chain(tmp_path / "site.pem")
    with session(crawl.engine) as opened:
        opened.get_one(Page, page.id).fetched_at -= dt.timedelta(days=1)
    attacked.run()
    assert crawl.pages()["a"].state == "waiting"


def test_a_certificate_of_a_known_authority_is_accepted(secure: Site, attacked: Attacked, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    secure.server.socket = authority.serve().wrap_socket(secure.server.socket, server_side=True)
    attacked.crawl.environment["SSL_CERT_FILE"] = str(authority.file)
    attacked.run()
    assert secure.visits()["/a"] == 1


def test_without_verification_any_certificate_would_do(secure: Site, attacked: Attacked, tmp_path: Path) -> None:
    secure.server.socket = (
        Authority(tmp_path).serve("127.0.0.2", -1).wrap_socket(secure.server.socket, server_side=True)
    )
    attacked.run("import crawler.settings as settings; settings.DOWNLOAD_VERIFY_CERTIFICATES = False")
    assert secure.visits()["/a"] == 1


@pytest.mark.parametrize("guarded", [True, False])
def test_no_secret_is_carried_to_another_host(site: Site, attacked: Attacked, figure: Figure, *, guarded: bool) -> None:
    other = Site()
    attacked.crawl.environment["KONCHI_ALLOW_HOSTS"] += f",{other.host}"
    other.article("/b")
    moved = site.put("/a", status=302, Location=f"{other.home}/b", Set_Cookie="secret=1; Path=/")
    later = site.put("/later", ARTICLE)
    attacked.crawl.source("outlet", feeds=[site.feed("/rss", {moved: "", later: ""}, Set_Cookie="list=1; Path=/")])
    loose = (
        "import crawler.settings as settings; settings.COOKIES_ENABLED = True; "
        "settings.REFERRER_POLICY = 'unsafe-url'; "
        "settings.DOWNLOADER_MIDDLEWARES['scrapy.downloadermiddlewares.cookies.CookiesMiddleware'] = 700; "
        "settings.SPIDER_MIDDLEWARES = {'scrapy.spidermiddlewares.referer.RefererMiddleware': 700}"
    )
    attacked.run("" if guarded else loose)
    other.server.shutdown()
    other.server.server_close()
    secrets = {"cookie", "authorization", "referer", "proxy-authorization"}
    sent = [name for _, headers in [*site.asked, *other.asked] for name in headers if name.lower() in secrets]
    assert other.visits()["/b"] == 1
    if guarded:
        figure(20, "cookies, passwords and referrers sent", len(sent), 0, "")
    assert guarded or sent


SCHEMES = [
    "file://{file}",
    "data:text/html,hunter2",
    "ftp://{host}/a",
    "s3://bucket/a",
    "gopher://{host}/a",
    "javascript:1",
]


def test_only_the_web_is_read(site: Site, attacked: Attacked, tmp_path: Path) -> None:
    """A file, a datum and the like are no page and no end of a redirect, neither of a page nor of a list."""
    (tmp_path / "secret").write_text(f"hunter2 {ARTICLE}")
    addresses = [scheme.format(file=tmp_path / "secret", host=site.host) for scheme in SCHEMES]
    pages = [site.put(f"/hop{n}", status=302, Location=to) for n, to in enumerate(addresses)]
    lists = [site.put(f"/list{n}", status=302, Location=to) for n, to in enumerate(addresses)]
    links = [*addresses, *pages, site.article("/good")]
    attacked.crawl.source("outlet", feeds=[site.feed("/rss", dict.fromkeys(links, "")), *lists])
    attacked.run()
    met = attacked.crawl.pages()
    assert set(met) == {"good", *(f"hop{n}" for n in range(len(SCHEMES)))}
    assert {page.state for path, page in met.items() if path != "good"} == {"missed"}
    assert not any(page.body for path, page in met.items() if path != "good")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_catalogue_takes_only_addresses_of_the_web(
    crawl: Crawl, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    crawl.source("own", feeds=[scheme.format(file="/etc/hostname", host="outlet.uz")])
    monkeypatch.setenv("KONCHI_SOURCES", str(crawl.folder))
    with pytest.raises(InvalidSource, match=r"own\.toml"):
        load_catalogue()
