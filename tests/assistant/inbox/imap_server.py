"""A real Dovecot on 127.0.0.1, with a certificate made for the occasion, that can be killed and started again."""

import base64
import datetime
import grp
import hashlib
import hmac
import imaplib
import ipaddress
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

_SPEAKS_IMAP = any(Path(folder, "imap").exists() for folder in ("/usr/lib/dovecot", "/usr/libexec/dovecot"))
DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") if _SPEAKS_IMAP else None
HANGS = 60  # seconds: what comes at all comes sooner, on a slow and busy machine too
USER, PASSWORD = "loket@voorbeeld.nl", "een geheim wachtwoord"
UNICODE_USER, UNICODE_PASSWORD = "balie@voorbeeld.nl", "gehéim €"
_TOKEN_KEY = b"only for this test, and long enough for HS256"

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
{limits}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
{folders}
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
"""
_OAUTH2 = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = sub
"""
WITH_SPECIAL_USE = """
  mailbox "Wat nog niet af is" {
    auto = create
    special_use = \\Drafts
  }
"""


class ImapServer:
    """The server; it runs as an ordinary user, as Dovecot wants mail to be read."""

    def __init__(self, *, folders: str = WITH_SPECIAL_USE, limits: str = "") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))  # a short path: it holds sockets
        name = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self._account = pwd.getpwnam(name)
        group = grp.getgrgid(self._account.pw_gid).gr_name
        self.plain, self.tls = _free_ports()
        for part in ("mail", "state", "run", "keys/default"):
            (self.folder / part).mkdir(parents=True)
        self.ca = _certificate(self.folder)
        users = (f"{USER}:{{PLAIN}}{PASSWORD}::::::", f"{UNICODE_USER}:{{PLAIN}}{UNICODE_PASSWORD}::::::")
        (self.folder / "users").write_text("\n".join(users), encoding="utf-8")
        (self.folder / "oauth2").write_text(_OAUTH2.format(folder=self.folder))
        for where in ("keys/default/default", "keys/default/HS256/default"):
            (self.folder / where).parent.mkdir(parents=True, exist_ok=True)
        key = self.folder / "keys/default/HS256"
        (key / "default").write_bytes(base64.b64encode(_TOKEN_KEY))
        said = {"folder": self.folder, "user": name, "group": group, "folders": folders, "limits": limits}
        (self.folder / "dovecot.conf").write_text(_CONFIG.format(**said, plain=self.plain, tls=self.tls), encoding="utf-8")
        if os.getuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [DOVECOT, "-F", "-c", str(self.folder / "dovecot.conf")]
        who = {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        with (self.folder / "out").open("a") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True, cwd=self.folder, **who)
        until = time.monotonic() + HANGS
        while time.monotonic() < until:
            try:
                imaplib.IMAP4("127.0.0.1", self.plain, timeout=HANGS).logout()
                return
            except (OSError, imaplib.IMAP4.error):
                said = (self.folder / "out").read_text()
                assert self._process.poll() is None, f"Dovecot stopped: {said} {self.log()}"
                time.sleep(0.05)
        raise AssertionError(f"Dovecot did not answer: {self.log()}")

    def kill(self) -> None:
        """End it at once, and every connection with it."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=HANGS)
            self._process = None
            until = time.monotonic() + HANGS
            while _answers(self.plain) and time.monotonic() < until:  # its children go a moment later
                time.sleep(0.02)

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        file = self.folder / "log"
        return file.read_text() if file.exists() else ""

    def client(self, user: str = USER, password: str = PASSWORD) -> imaplib.IMAP4:
        """A connection as another mail program would have one."""
        found = imaplib.IMAP4("127.0.0.1", self.plain, timeout=HANGS)
        found.login(user, password)
        return found


def token(user: str, *, key: bytes = _TOKEN_KEY) -> str:
    """A token of OAuth 2 as the server knows them: a JWT signed with HS256."""
    now = int(time.time())
    said = [{"alg": "HS256", "typ": "JWT"}, {"sub": user, "iat": now - 10, "nbf": now - 10, "exp": now + 3600, "aud": "x"}]
    body = b".".join(_base64(json.dumps(each).encode()) for each in said)
    return (body + b"." + _base64(hmac.new(key, body, hashlib.sha256).digest())).decode()


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for free in (one, other):
            free.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _certificate(folder: Path, name: str = "server") -> Path:
    """A certificate for 127.0.0.1 and localhost, its key beside it; an authority of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / f"{name}.key").write_bytes(secret)
    return folder / f"{name}.pem"
