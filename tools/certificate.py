"""A certificate of one's own, for kiosks in a local network: `make certificate HOSTS="lotse.local 192.168.1.10"`.

A browser opens a page without its server only if it came over https (or from localhost). Where no public name with
a public certificate can be had, this makes an authority of the house and a certificate signed by it. The authority is
kept and used again, so that kiosks that trust it need not be visited when the certificate is renewed.
Standard library and the program `openssl`.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "instance" / "certificates"
AUTHORITY_DAYS = 3650
CERTIFICATE_DAYS = 825  # browsers refuse certificates of private authorities that are valid for longer
HOST = re.compile(r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$")
NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("hosts", nargs="+", help="names and addresses of the server, as kiosks call it")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args(arguments)
    try:
        make_certificate(asked.hosts, asked.folder)
    except (ValueError, FileNotFoundError, subprocess.CalledProcessError) as error:
        print(f"certificate: {getattr(error, 'stderr', None) or error}", file=sys.stderr)
        return 1
    print(f"{asked.folder}/server.pem and server-key.pem: for the proxy, {CERTIFICATE_DAYS} days.")
    print(f"{asked.folder}/authority.pem: for every kiosk, to be trusted there (docs/operating.md).")
    return 0


def make_certificate(hosts: list[str], folder: Path) -> None:
    """`authority.pem` (made once), `server.pem`, and their keys, readable by the owner only.

    Raises: ValueError for what is no name or address of a host; subprocess.CalledProcessError.
    """
    names = [alternative_name(host) for host in hosts]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    before = os.umask(0o077)
    try:
        if not (folder / "authority.pem").exists():
            _make_authority(folder)
        _sign(folder, hosts[0], names)
    finally:
        os.umask(before)


def alternative_name(host: str) -> str:
    """`DNS:…` or `IP:…`. Raises: ValueError."""
    try:
        return f"IP:{ipaddress.ip_address(host)}"
    except ValueError:
        if not HOST.match(host):
            raise ValueError(f"{host!r} is no name or address of a host") from None
    return f"DNS:{host}"


def _make_authority(folder: Path) -> None:
    _openssl(
        "req", "-x509", *NEW_KEY, "-days", str(AUTHORITY_DAYS), "-subj", "/CN=Lotse authority of this house",
        "-addext", "basicConstraints=critical,CA:TRUE,pathlen:0",
        "-addext", "keyUsage=critical,keyCertSign",
        "-keyout", str(folder / "authority-key.pem"), "-out", str(folder / "authority.pem"),
    )  # fmt: skip


def _sign(folder: Path, name: str, alternative_names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as made:
        request, extensions = Path(made) / "request.pem", Path(made) / "extensions"
        extensions.write_text(
            "basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n"
            f"subjectAltName={','.join(alternative_names)}\n"
        )
        _openssl(
            "req", "-new", *NEW_KEY, "-subj", f"/CN={name[:64]}",
            "-keyout", str(folder / "server-key.pem"), "-out", str(request),
        )  # fmt: skip
        _openssl(
            "x509", "-req", "-in", str(request), "-days", str(CERTIFICATE_DAYS), "-extfile", str(extensions),
            "-CA", str(folder / "authority.pem"), "-CAkey", str(folder / "authority-key.pem"), "-CAcreateserial",
            "-out", str(folder / "server.pem"),
        )  # fmt: skip


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
