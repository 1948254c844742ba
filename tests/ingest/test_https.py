"""HTTPS: a certificate that is right is read, one that is not is a failure with a reason; real servers answer here."""

import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from etl import lake
from etl.errors import SourceError
from etl.ingest.downloads import Downloader
from etl.lake import Partition
from etl.records import Rejection, Visit

DAY = date(2025, 5, 7)
HERE = x509.IPAddress(ip_address("127.0.0.1"))
SOURCE = """[picked]
title = "Picked"
country = "NOR"
language = "en"
ownership = "private"
sections = ["https://127.0.0.1/"]
delay = 0.05
"""

Signed = tuple[x509.Certificate, EllipticCurvePrivateKey]


def certificate(
    name: str, host: x509.GeneralName | None = None, *, by: Signed | None = None, ends_in: int = 1
) -> Signed:
    """A certificate of a host, or of an authority, signed by another or by itself, that ends in so many days."""
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by[0].subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=ends_in))
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
    )
    if host:
        made = made.add_extension(x509.SubjectAlternativeName([host]), critical=False)
    return made.sign(by[1] if by else key, hashes.SHA256()), key


class Handler(BaseHTTPRequestHandler):
    """A site that has one page at every address."""

    def do_GET(self) -> None:
        self.send_response(404 if self.path in ("/robots.txt", "/.well-known/tdmrep.json") else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html><body>A pact</body></html>")

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def served(folder: Path, name: str, signed: Signed) -> Iterator[str]:
    """The address of a page that is served with a certificate."""
    chain = folder / f"{name}.pem"
    private = signed[1].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain.write_bytes(signed[0].public_bytes(Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}/{name}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("is_trusted", [True, False])
def test_a_certificate_must_be_of_the_host_in_force_and_of_an_authority_that_is_trusted(
    tmp_path: Path, is_trusted: bool
) -> None:
    authority = certificate("authority")
    (tmp_path / "authority.pem").write_bytes(authority[0].public_bytes(Encoding.PEM))
    (tmp_path / "sources.toml").write_text(SOURCE)
    hosts = {
        "right": certificate("right", HERE, by=authority),
        "over": certificate("over", HERE, by=authority, ends_in=-1),
        "of_another": certificate("of_another", x509.DNSName("harbour-post.example"), by=authority),
        "of_nobody": certificate("of_nobody", HERE),
    }
    with ExitStack() as stack:
        addresses = [stack.enter_context(served(tmp_path, name, signed)) for name, signed in hosts.items()]
        (tmp_path / "urls.txt").write_text("\n".join(addresses))
        done = ingest(tmp_path, {"SSL_CERT_FILE": str(tmp_path / "authority.pem")} if is_trusted else {})
    visits = lake.read(tmp_path / "lake", Visit, Partition("picked", DAY))
    found = {visit.url.rpartition("/")[2]: (visit.outcome, visit.reason) for visit in visits}
    refused = dict.fromkeys(hosts, ("failed", "tls"))
    assert found == (refused | {"right": ("stored", None)} if is_trusted else refused)
    assert done.returncode == (0 if is_trusted else 75)
    assert ("not one of 4 pages could be fetched (tls 4)" in done.stderr) is not is_trusted


def test_archives_are_fetched_under_the_same_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    authority = certificate("authority")
    (tmp_path / "authority.pem").write_bytes(authority[0].public_bytes(Encoding.PEM))
    downloader = Downloader("desk@harbour-post.example", allows_loopback=True, pause=0.01)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with served(tmp_path, "right", certificate("right", HERE, by=authority)) as address:
        for found in downloader.drafts([address], tmp_path / "draft"):
            assert not isinstance(found, Rejection)
            assert b"A pact" in found[0].read_bytes()
    for signed in (certificate("of_nobody", HERE), certificate("of_another", x509.DNSName("a.example"), by=authority)):
        with served(tmp_path, "wrong", signed) as address, pytest.raises(SourceError, match="certificate"):
            list(downloader.drafts([address], tmp_path / "draft"))
    assert caplog.records == []  # nothing but the one line of the error


def ingest(folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Fetch the addresses of `urls.txt`."""
    command = [sys.executable, "-m", "etl.cli", "ingest", "picked", "--run-date", str(DAY)]
    stated = {
        "NEWSLAKE_LAKE": str(folder / "lake"),
        "NEWSLAKE_SOURCES": str(folder / "sources.toml"),
        "NEWSLAKE_CONTACT": "desk@harbour-post.example",
        "NEWSLAKE_LOOPBACK": "1",
    }
    return subprocess.run(
        [*command, "--urls", str(folder / "urls.txt")],
        env=os.environ | stated | environment,
        capture_output=True,
        text=True,
        check=False,
    )
