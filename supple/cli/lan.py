# SPDX-License-Identifier: Apache-2.0
"""How does a phone at home get in? Names and address of this machine, the steps in words, and a code to scan."""

import os
import socket
import sys
from contextlib import closing
from importlib import import_module
from typing import Any

FOR_PHONES = 15 * 60
"""Seconds for which the authority's certificate lies ready to be fetched."""
STEPS = """
supple is at {address}   (stop it with Ctrl-C)

{code}
Once on each phone, within a quarter of an hour, in the same network:
  1. Open {door} and fetch "supple-home.crt". Compare before you trust it:
     {fingerprint}
  2. iPhone or iPad: open it in Safari, allow the profile, then Settings > General > VPN & Device Management > Install;
     then Settings > General > About > Certificate Trust Settings: switch it on.
     Android: Settings > Security > Encryption & credentials > Install a certificate > CA certificate, choose the file.
  3. Open {address} (or scan the code), and put supple on the home screen.
It can vouch for {names} and for nothing else. It ends on {ends}.
To remove it. iPhone or iPad: Settings > General > VPN & Device Management > supple > Remove.
Android: Settings > Security > Encryption & credentials > User credentials, or Trusted credentials > User.
On this machine: delete the folder {folder}.
"""


def names_of_this_machine(extra: str = "") -> list[str]:
    """What a phone could call this machine by: a name given by hand, its name in the home, its address."""
    own = socket.gethostname().split(".")[0].lower()
    found = [extra.lower(), f"{own}.local" if own not in ("", "localhost") else "", address_in_the_home() or ""]
    return list(dict.fromkeys(name for name in found if name))


def address_in_the_home() -> str | None:
    """The address that other machines of this network see; the system is asked, and nothing is sent."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # an address for examples: nobody is there, and nothing is sent
        except OSError:
            return None
        found: str = asked.getsockname()[0]
    return None if found.startswith("127.") or found == "0.0.0.0" else found  # noqa: S104 - compared with


def best_of(names: list[str]) -> str:
    """The one to show: what was given by hand, else the address, because not every home knows names."""
    return next((n for n in names if not n.endswith(".local")), names[0])


def announce(port: int, certificate: object, names: list[str]) -> None:
    """Print the steps, and let phones fetch the authority's certificate for a quarter of an hour."""
    from cryptography import x509

    from supple.actions.home_certificate import HomeCertificate

    assert isinstance(certificate, HomeCertificate)
    made = x509.load_pem_x509_certificate(certificate.authority.read_bytes())
    best = best_of(names)
    address = f"https://{best}:{port}/"
    door = lay_ready(certificate.authority.read_bytes(), port + 1)
    told = {"address": address, "code": code(address), "door": f"http://{best}:{port + 1}/" if door else "(no port)",
            "fingerprint": certificate.fingerprint, "names": ", ".join(names), "folder": certificate.folder,
            "ends": f"{made.not_valid_after_utc:%d %b %Y}"}  # fmt: skip
    if certificate.new_authority:
        print("A new authority was made: phones that trusted an older one need this one too.", file=sys.stderr)
    print(STEPS.format(**told), flush=True)


def code(address: str) -> str:
    """The address as a square of signs that a phone's camera reads."""
    import io

    qrcode: Any = import_module("qrcode")

    drawn = io.StringIO()
    square = qrcode.QRCode(border=2)
    square.add_data(address)
    square.print_ascii(out=drawn, invert=True)
    return drawn.getvalue()


def lay_ready(authority: bytes, port: int) -> bool:
    """Serve the authority's certificate, which is no secret, and nothing else; false when the port is taken."""
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Door(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/x-x509-ca-cert")
            self.send_header("Content-Disposition", 'attachment; filename="supple-home.crt"')
            self.send_header("Content-Length", str(len(authority)))
            self.end_headers()
            self.wfile.write(authority)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    try:
        door = HTTPServer(("0.0.0.0", port), Door)  # noqa: S104 - for the phones of this home
    except OSError:
        return False
    threading.Thread(target=door.serve_forever, daemon=True).start()
    closing_time = threading.Timer(FOR_PHONES, door.shutdown)
    closing_time.daemon = True
    closing_time.start()
    return True


def renewed_by_itself(names: list[str]) -> None:
    """Look twice a day whether the certificate has to be renewed; new workers then show the new one."""
    import signal
    import threading
    from datetime import UTC, datetime

    from supple.actions.home import home
    from supple.actions.home_certificate import certified

    def look() -> None:
        again = threading.Timer(12 * 3600, look)
        again.daemon = True
        again.start()
        if certified(home() / "lan", names, datetime.now(UTC)).new_certificate:
            os.kill(os.getpid(), signal.SIGHUP)

    first = threading.Timer(12 * 3600, look)
    first.daemon = True
    first.start()
