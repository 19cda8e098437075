"""The mail test, on the wire: each thing that goes wrong with mail settings is said in words."""

import datetime
import socket
import ssl
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tasks.tests.smtp import Postbox, mail_server, text_of

URL = "/api/v1/workspaces/harbour/mail-test"


@pytest.fixture
def attempt(clients):
    return lambda: clients["owner"].post(URL).json()


@pytest.fixture(autouse=True)
def plain(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 1
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


def test_a_mail_arrives(attempt, settings):
    with mail_server(settings) as box:
        said = attempt()

    assert said["ok"] is True
    assert "owner@example.com" in said["text"]
    assert box.mails[0]["To"] == "owner@example.com"
    assert "Mail leaves" in text_of(box.mails[0])


def test_nothing_listens(attempt, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]

    said = attempt()

    assert said["ok"] is False
    assert "the connection was refused" in said["text"]


def test_there_is_no_such_server(attempt, settings):
    settings.EMAIL_HOST = "mail.teamflow.invalid"

    assert "There is no mail server named mail.teamflow.invalid" in attempt()["text"]


def test_a_server_that_is_silent(attempt, settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_PORT = server.getsockname()[1]

        assert "did not answer in time" in attempt()["text"]


def test_a_server_that_hangs_up(attempt, settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_PORT = server.getsockname()[1]
        Thread(target=lambda: server.accept()[0].close(), daemon=True).start()

        assert "hung up" in attempt()["text"]


def test_encryption_that_is_not_offered(attempt, settings):
    settings.EMAIL_USE_TLS = True
    with mail_server(settings):
        assert "does not offer what EMAIL_URL asks for" in attempt()["text"]


def test_encryption_at_a_port_that_speaks_plainly(attempt, settings):
    settings.EMAIL_USE_SSL = True
    with mail_server(settings):
        said = attempt()

    assert said["ok"] is False
    assert "smtp+ssl for 465" in said["text"]


def test_a_certificate_of_nobody(attempt, settings, tmp_path):
    settings.EMAIL_USE_TLS = True
    with mail_server(settings, tls_context=_self_signed(tmp_path)):
        assert "certificate of 127.0.0.1 is not trusted" in attempt()["text"]


def test_a_wrong_password(attempt, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "flow", "s3cret-word"

    def refuse(server, session, envelope, mechanism, data):
        return AuthResult(success=False, handled=False)

    with mail_server(settings, authenticator=refuse, auth_require_tls=False):
        said = attempt()

    assert "refused the user name or password" in said["text"]
    assert said["detail"].startswith("535")
    assert "s3cret-word" not in str(said)


def test_a_sender_that_may_not(attempt, settings):
    settings.DEFAULT_FROM_EMAIL = "TeamFlow <no-reply@teamflow.example>"
    with mail_server(settings, Postbox(refuse_sender="553 5.7.1 not yours")):
        said = attempt()

    assert "does not send mail from no-reply@teamflow.example" in said["text"]
    assert said["detail"] == "553 5.7.1 not yours"


def test_a_recipient_that_is_not_taken(attempt, settings):
    with mail_server(settings, Postbox(refuse_recipient="550 relay denied")):
        said = attempt()

    assert "does not take mail to your address" in said["text"]
    assert said["detail"] == "550 relay denied"


def test_files_are_not_mail(attempt, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)

    said = attempt()

    assert said["ok"] is False
    assert "Set EMAIL_URL or EMAIL_VENDOR" in said["text"]


@pytest.mark.parametrize(
    ("status", "words"), [(401, "refused the key"), (500, "did not take the mail")]
)
def test_a_vendor_that_refuses(attempt, settings, status, words):
    class Vendor(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Vendor)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {
        "POSTMARK_SERVER_TOKEN": "token-of-ours",
        "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_port}/",
    }
    try:
        said = attempt()
    finally:
        server.shutdown()
        server.server_close()

    assert words in said["text"]
    assert "token-of-ours" not in str(said)


@pytest.mark.parametrize(("who", "status"), [("editor", 403), ("viewer", 403), ("outsider", 404)])
def test_only_owners_and_admins_may(clients, settings, who, status):
    with mail_server(settings) as box:
        assert clients[who].post(URL).status_code == status
        assert clients[who].post("/w/harbour/settings/mail/test/").status_code == status

    assert box.mails == []


def test_the_page_says_it_too(clients, settings):
    with mail_server(settings, Postbox(refuse_sender="553 5.7.1 not yours")):
        page = clients["owner"].post("/w/harbour/settings/mail/test/")

    assert b"553 5.7.1 not yours" in page.content
    assert b"Send a test mail" not in clients["editor"].get("/w/harbour/settings/").content


def _self_signed(folder) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.teamflow.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
