"""The certificate that set-up makes for kiosks: a browser that trusts its authority takes it, for these hosts only."""

import shutil
import socket
import ssl
import threading
from pathlib import Path

import pytest

from tools.certificate import alternative_name, main, make_certificate

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not there")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make_certificate(["lotse.local", "127.0.0.1"], folder)
    return folder


def speak(folder: Path, host: str) -> str | None:
    """One TLS handshake with `host` on this machine; the version agreed on."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "server.pem", folder / "server-key.pem")
    ours, theirs = socket.socketpair()

    def answer() -> None:
        try:
            server.wrap_socket(theirs, server_side=True).close()
        except (ssl.SSLError, OSError):
            theirs.close()

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        client = ssl.create_default_context(cafile=str(folder / "authority.pem"))
        with client.wrap_socket(ours, server_hostname=host) as line:
            return line.version()
    finally:
        ours.close()
        thread.join(5)


@pytest.mark.parametrize("host", ["lotse.local", "127.0.0.1"])
def test_it_is_good_for_the_hosts_it_was_made_for(made: Path, host: str) -> None:
    assert speak(made, host) == "TLSv1.3"


def test_it_is_good_for_no_other_host(made: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        speak(made, "bank.example.org")


def test_keys_are_their_owners_only(made: Path) -> None:
    for name in ("authority-key.pem", "server-key.pem"):
        assert (made / name).stat().st_mode & 0o077 == 0


def test_a_new_certificate_has_the_same_authority(tmp_path: Path) -> None:
    make_certificate(["lotse.local"], tmp_path)
    authority, first = (tmp_path / "authority.pem").read_bytes(), (tmp_path / "server.pem").read_bytes()
    make_certificate(["other.local"], tmp_path)
    assert (tmp_path / "authority.pem").read_bytes() == authority
    assert (tmp_path / "server.pem").read_bytes() != first
    assert speak(tmp_path, "other.local")


def test_what_is_no_host_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for host in ("a b", "lotse.local,DNS:bank.example.org", "-x", ""):
        with pytest.raises(ValueError, match="no name or address"):
            alternative_name(host)
    assert main(["--folder", str(tmp_path), "a b"]) == 1
    assert "no name or address" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
