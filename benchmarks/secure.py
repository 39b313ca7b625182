"""A folder comes in; a server's TLS context goes out, and the folder holds the authority that vouches for it."""

import datetime as dt
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

AUTHORITY = "authority.pem"
A_DAY = dt.timedelta(days=1)


def context(folder: Path, host: str) -> ssl.SSLContext:
    """Return the context of a server at an IP address, certified by an authority of its own."""
    authority, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = _name("Benchmark")
    root = _certificate(issuer, issuer, authority).add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
    place = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
    leaf = _certificate(_name(host), issuer, server).add_extension(place, critical=False)
    (folder / AUTHORITY).write_bytes(_pem(root.sign(authority, hashes.SHA256())))
    secret = server.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(secret + _pem(leaf.sign(authority, hashes.SHA256())))
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / "server.pem")
    return made


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    return made.serial_number(x509.random_serial_number()).not_valid_before(now - A_DAY).not_valid_after(now + A_DAY)
