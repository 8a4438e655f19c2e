# SPDX-License-Identifier: Apache-2.0
"""How does a phone at home trust this machine and nothing else? An authority for its names alone, and a certificate.

The authority is what a phone installs. It may vouch for this machine's names and address and for nothing else in the
world, so that a phone that trusts it is no worse off when its key is stolen.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_FOR = timedelta(days=825)
CERTIFICATE_FOR = timedelta(days=90)
RENEW_BEFORE = timedelta(days=30)
_CLOCKS_DIFFER = timedelta(hours=1)
Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class HomeCertificate:
    """Where the files lie, and what happened to them just now."""

    folder: Path
    new_authority: bool
    new_certificate: bool

    @property
    def authority(self) -> Path:
        """What a phone installs; it holds no secret."""
        return self.folder / "authority.crt"

    @property
    def certificate(self) -> Path:
        """What the server shows."""
        return self.folder / "server.crt"

    @property
    def key(self) -> Path:
        """The server's own key."""
        return self.folder / "server.key"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the authority, in pairs, to compare by eye."""
        made = x509.load_pem_x509_certificate(self.authority.read_bytes())
        return made.fingerprint(hashes.SHA256()).hex(":").upper()


def certified(folder: Path, names: Sequence[str], now: datetime) -> HomeCertificate:
    """A certificate for these names that holds for thirty days more at least; made anew when it has to be."""
    folder.mkdir(mode=0o700, exist_ok=True)
    authority = _read(folder / "authority.crt")
    fresh_authority = not (
        authority and _vouches(authority, names, now) and _opens(folder / "authority.key", authority)
    )
    if fresh_authority:
        _make_authority(folder, names, now)
    certificate = _read(folder / "server.crt")
    fresh = fresh_authority or not (
        certificate and _holds(certificate, names, now) and _opens(folder / "server.key", certificate)
    )
    if fresh:
        _make_certificate(folder, names, now)
    return HomeCertificate(folder, fresh_authority, fresh)


def _read(file: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError):
        return None


def _opens(file: Path, certificate: x509.Certificate) -> bool:
    """Whether this is the certificate's own key, and whole."""
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError):
        return False
    return key.public_key() == certificate.public_key()


def _vouches(authority: x509.Certificate, names: Sequence[str], now: datetime) -> bool:
    """Whether it may still speak for all these names for as long as a new certificate would last."""
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    lasts = authority.not_valid_after_utc - now > CERTIFICATE_FOR + RENEW_BEFORE
    return lasts and set(permitted) == {_subtree(name) for name in names}


def _holds(certificate: x509.Certificate, names: Sequence[str], now: datetime) -> bool:
    said = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return certificate.not_valid_after_utc - now > RENEW_BEFORE and set(said) == {_general(name) for name in names}


def _make_authority(folder: Path, names: Sequence[str], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"supple at {names[0]}, {now:%d %b %Y}"[:64])])
    limits = x509.NameConstraints(
        permitted_subtrees=[_subtree(name) for name in names], excluded_subtrees=_others(names)
    )
    made = (
        _begun(called, called, key, now, AUTHORITY_FOR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(limits, critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(folder / "authority.key", _secret(key))
    _write(folder / "authority.crt", made.public_bytes(serialization.Encoding.PEM), 0o644)


def _make_certificate(folder: Path, names: Sequence[str], now: datetime) -> None:
    authority = x509.load_pem_x509_certificate((folder / "authority.crt").read_bytes())
    signer = serialization.load_pem_private_key((folder / "authority.key").read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey), "we made it so"
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    made = (
        _begun(called, authority.subject, key, now, CERTIFICATE_FOR)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    _write(folder / "server.key", _secret(key))
    _write(folder / "server.crt", made.public_bytes(serialization.Encoding.PEM), 0o644)


def _begun(
    called: x509.Name, by: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    begin = now - _CLOCKS_DIFFER
    whose = x509.CertificateBuilder().subject_name(called).issuer_name(by).public_key(key.public_key())
    return whose.serial_number(x509.random_serial_number()).not_valid_before(begin).not_valid_after(begin + lasts)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _address(name: str) -> Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None


def _general(name: str) -> x509.GeneralName:
    address = _address(name)
    return x509.IPAddress(address) if address else x509.DNSName(name)


def _subtree(name: str) -> x509.GeneralName:
    """Only this name or address."""
    address = _address(name)
    return x509.IPAddress(ip_network(address)) if address else x509.DNSName(name)


def _others(names: Sequence[str]) -> list[x509.GeneralName] | None:
    """A kind of name that is not permitted anywhere has to be shut by itself, or all of that kind would be open."""
    addresses = [address for name in names if (address := _address(name))]
    shut: list[x509.GeneralName] = []
    if not any(isinstance(one, IPv4Address) for one in addresses):
        shut.append(x509.IPAddress(IPv4Network("0.0.0.0/0")))
    if not any(isinstance(one, IPv6Address) for one in addresses):
        shut.append(x509.IPAddress(IPv6Network("::/0")))
    return shut or None


def _secret(key: ec.EllipticCurvePrivateKey) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)


def _write(file: Path, content: bytes, mode: int = 0o600) -> None:
    """Under another name first, so that a power cut leaves the old file or the new one."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    fresh.touch(mode=mode)
    fresh.chmod(mode)
    fresh.write_bytes(content)
    fresh.replace(file)
