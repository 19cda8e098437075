"""The doors for mail: closed without a secret, and each vendor in its own shape."""

import base64
import hashlib
import hmac
import json
import time

import pytest

from accounts.models import StoppedAddress
from tasks.mail_reading import read_mail, words_of
from tasks.models import InboundMail

URL = "/api/v1/hooks/email"
SECRET = "s" * 32
MAIL = b"From: a@example.com\r\nTo: b@example.com\r\nMessage-ID: <1@example.com>\r\n\r\nHello"
BASIC = "Basic " + base64.b64encode(f"teamflow:{SECRET}".encode()).decode()


@pytest.fixture(autouse=True)
def opened(settings, db):
    settings.EMAIL_HOOK_SECRET = SECRET
    settings.ANYMAIL = {
        "WEBHOOK_SECRET": [f"teamflow:{SECRET}"],
        "MAILGUN_WEBHOOK_SIGNING_KEY": "signing-key",
        "MAILGUN_API_KEY": "key",
    }


def post(client, path, data, **headers):
    kind = headers.pop("content_type", "message/rfc822")
    return client.post(f"{URL}/{path}", data, content_type=kind, headers=headers)


@pytest.mark.parametrize("says", [f"Bearer {SECRET}", BASIC])
def test_ones_own_server_hands_mail_over_once(client, says):
    first = post(client, "mime", MAIL, Authorization=says)
    again = post(client, "mime", MAIL, Authorization=says)

    assert (first.status_code, first.json()) == (202, {"taken": 1})
    assert (again.status_code, again.json()) == (202, {"taken": 0})
    assert InboundMail.objects.count() == 1


@pytest.mark.parametrize("says", ["", "Bearer wrong", "Basic !!!", "Basic " + "eDp5", "Digest x"])
def test_without_the_secret_nothing_comes_in(client, says):
    answers = [
        post(client, "mime", MAIL, Authorization=says),
        post(client, "postmark/inbound", b"{}", Authorization=says),
        post(client, "postmark/tracking", b"{}", Authorization=says),
    ]

    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert not InboundMail.objects.exists()


def test_nothing_is_open_until_a_secret_is_set(client, settings):
    settings.EMAIL_HOOK_SECRET = ""
    settings.ANYMAIL = {}

    for path in ("mime", "postmark/inbound", "postmark/tracking"):
        assert post(client, path, MAIL, Authorization="Bearer ").status_code == 404


@pytest.mark.parametrize("vendor", ["nobody", "console"])
def test_an_unknown_vendor_is_not_found(client, vendor):
    assert post(client, f"{vendor}/inbound", b"{}", Authorization=BASIC).status_code == 404


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"not json", b'{"RecordType": 7}'])
@pytest.mark.parametrize("vendor", ["postmark", "sendgrid", "brevo"])
def test_what_no_vendor_sends_is_refused(client, vendor, body):
    answer = post(
        client,
        f"{vendor}/tracking",
        body,
        content_type="application/json",
        Authorization=BASIC,
    )

    assert answer.status_code in {202, 400}
    assert not StoppedAddress.objects.exists()


def test_postmark_tells_of_a_bounce(client):
    event = {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "ID": 1,
        "MessageID": "m-1",
        "Email": "Gone@example.com",
        "Description": "The server was unable to deliver your message.",
        "Details": "smtp;550 5.1.1 unknown",
        "BouncedAt": "2026-11-21T12:00:00Z",
    }

    answer = client.post(
        f"{URL}/postmark/tracking",
        event,
        content_type="application/json",
        headers={"Authorization": BASIC},
    )

    assert answer.json() == {"taken": 1}
    stopped = StoppedAddress.objects.get()
    assert (stopped.email, stopped.reason) == ("gone@example.com", "bounced")
    assert "unknown" in stopped.detail


def test_postmark_brings_an_answer(client):
    event = {
        "From": "a@example.com",
        "FromFull": {"Email": "a@example.com", "Name": "A", "MailboxHash": ""},
        "ToFull": [{"Email": "reply@in.example.org", "Name": "", "MailboxHash": ""}],
        "CcFull": [],
        "BccFull": [],
        "OriginalRecipient": "reply+1-abc@in.example.org",
        "Subject": "Re: it",
        "MessageID": "m-2",
        "Date": "Sat, 21 Nov 2026 12:00:00 +0000",
        "TextBody": "Blue.",
        "HtmlBody": "",
        "Headers": [{"Name": "Message-ID", "Value": "<2@example.com>"}],
        "Attachments": [],
    }

    answer = client.post(
        f"{URL}/postmark/inbound",
        event,
        content_type="application/json",
        headers={"Authorization": BASIC},
    )

    assert answer.json() == {"taken": 1}
    row = InboundMail.objects.get()
    assert row.recipient == "reply+1-abc@in.example.org"
    assert words_of(read_mail(bytes(row.raw))) == "Blue."


@pytest.mark.parametrize("is_signed", [True, False])
def test_mailgun_must_sign(client, is_signed):
    stamp, token = str(int(time.time())), "t" * 50
    key = b"signing-key" if is_signed else b"another"
    signature = hmac.new(key, f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    form = {
        "timestamp": stamp,
        "token": token,
        "signature": signature,
        "recipient": "reply+1-abc@in.example.org",
        "sender": "a@example.com",
        "body-mime": MAIL.decode(),
    }

    answer = client.post(f"{URL}/mailgun/inbound", form, headers={"Authorization": BASIC})

    assert answer.status_code == (202 if is_signed else 401)
    assert InboundMail.objects.count() == int(is_signed)


def test_sendgrid_tells_of_spam(client):
    events = [{"event": "spamreport", "email": "a@example.com", "timestamp": 1, "sg_event_id": "1"}]

    client.post(
        f"{URL}/sendgrid/tracking",
        events,
        content_type="application/json",
        headers={"Authorization": BASIC},
    )

    assert StoppedAddress.objects.get().reason == "complained"


def ses(kind, **more):
    """A notification of Amazon SNS as SES sends it, with its headers."""
    told = {"notificationType": kind, "mail": {"messageId": "m-1", "destination": []}, **more}
    body = {"Type": "Notification", "MessageId": "n-1", "Message": json.dumps(told)}
    headers = {"X-Amz-Sns-Message-Type": "Notification", "X-Amz-Sns-Message-Id": "n-1"}
    return "amazon_ses", body, headers


def ses_bounce(kind):
    gone = [{"emailAddress": "gone@example.com", "diagnosticCode": "smtp; 550 5.1.1"}]
    bounce = {"bounceType": kind, "bounceSubType": "General", "bouncedRecipients": gone}
    return ses("Bounce", bounce=bounce)


def resend(kind, **data):
    named = {"email_id": "m-1", "to": ["gone@example.com"], "from": "a@x.org", "subject": "It"}
    created = {"created_at": "2026-11-21T12:00:00.000Z"}
    return "resend", {"type": f"email.{kind}", **created, "data": {**named, **created, **data}}, {}


def resend_bounce(kind):
    words = "The recipient's email provider sent a bounce message"
    return resend("bounced", bounce={"message": words, "type": kind, "subType": "General"})


def brevo(kind):
    return "brevo", {"event": kind, "email": "gone@example.com", "message-id": "<m-1>"}, {}


def mailjet(kind, **more):
    body = [{"event": kind, "email": "gone@example.com", "time": 1, "MessageID": 7, **more}]
    return "mailjet", body, {}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (ses_bounce("Permanent"), "bounced"),
        (ses_bounce("Transient"), None),
        (
            ses(
                "Complaint",
                complaint={"complainedRecipients": [{"emailAddress": "gone@example.com"}]},
            ),
            "complained",
        ),
        (brevo("hard_bounce"), "bounced"),
        (brevo("soft_bounce"), None),
        (brevo("spam"), "complained"),
        (brevo("delivered"), None),
        (mailjet("bounce", hard_bounce=True, error="user unknown"), "bounced"),
        (mailjet("bounce", hard_bounce=False, error="quota exceeded"), None),
        (mailjet("spam", source="JMRPP"), "complained"),
        (resend_bounce("Permanent"), "bounced"),
        (resend_bounce("Transient"), None),
        (resend("complained"), "complained"),
        (resend("delivered"), None),
    ],
    ids=lambda value: None if isinstance(value, tuple) else str(value),
)
def test_each_vendor_tells_of_what_came_back(client, said, reason):
    vendor, body, headers = said
    url = f"{URL}/{vendor}/tracking"

    def send(secret):
        headers["Authorization"] = secret
        return client.post(url, body, content_type="application/json", headers=headers)

    assert send("Basic eDp5").status_code == 401
    assert not StoppedAddress.objects.exists()
    assert send(BASIC).json() == {"taken": int(reason is not None)}
    stopped = StoppedAddress.objects.values_list("email", "reason")
    assert list(stopped) == ([("gone@example.com", reason)] if reason else [])
