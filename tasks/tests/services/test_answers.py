"""Answers by mail: real mails, as real programs write them, become comments; once, or refused."""

from email.message import EmailMessage
from email.utils import make_msgid

import pytest

import tasks.jobs  # noqa: F401 (its jobs are known by name)
from accounts.models import StoppedAddress
from tasks.mail_tokens import reply_address
from tasks.models import Comment, InboundMail, ReplyAddress
from tasks.services.comments import add_comment
from tasks.services.notifications import receive_mail
from tasks.services.tasks import delete_task
from tasks.tests.factories import make_task
from tasks.tests.services.test_notice_mail import LATER, leave
from tasks.tests.smtp import Postbox, mail_server
from teamflow.common.jobs import run_job
from teamflow.common.models import Job


@pytest.fixture
def postbox(settings):
    settings.REPLY_EMAIL = "reply@in.teamflow.example"
    settings.DEFAULT_FROM_EMAIL = "TeamFlow <no-reply@teamflow.example>"
    with mail_server(settings) as box:
        yield box


@pytest.fixture
def asked(project, owner, editor, postbox):
    """The mail that asked the editor something."""
    task = make_task(project, editor, "Paint the boat")
    add_comment(actor=owner, task=task, body="Which colour?")
    leave(LATER)
    return postbox.mails[0]


def answer(asked, text="Blue.", **headers) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = headers.pop("sender", "Editor <editor@example.com>")
    mail["To"] = str(asked["Reply-To"])
    mail["Subject"] = f"Re: {asked['Subject']}"
    mail["Message-ID"] = make_msgid(domain="example.com")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def take(mail: EmailMessage | bytes) -> InboundMail:
    raw = mail if isinstance(mail, bytes) else mail.as_bytes()
    row, _is_new = receive_mail(raw=raw)
    for job in Job.objects.filter(status="queued", kind="tasks.take_mail"):
        run_job(str(job.pk))
    row.refresh_from_db()
    return row


def said() -> list[tuple[str, str]]:
    rows = Comment.objects.order_by("created_at").values_list("author__name", "body")
    return list(rows)[1:]


def refusals() -> list[str]:
    return [
        job.payload["context"]["text"]
        for job in Job.objects.filter(payload__template="plain").order_by("created_at")
    ]


def test_an_answer_is_a_comment_and_is_told(asked, sent_messages, owner):
    row = take(answer(asked))

    assert said() == [("Editor", "Blue.")]
    assert (row.status, bytes(row.raw)) == ("taken", b"")
    assert "comment.created" in [each["type"] for each in sent_messages]


@pytest.mark.parametrize(
    "text",
    [
        "Blue.\n\nOn Sat, Nov 21, 2026 at 3:00 PM Owner <no-reply@teamflow.example> wrote:\n"
        "> Which colour?\n> --\n> more",
        "Blue.\n\n-- \nEditor\nHarbour Ltd\n+1 555 0100",
        "Blue.\r\n\r\nAm 21.11.2026 um 15:00 schrieb Owner:\r\n> Which colour?\r\n",
        "Blue.\n\n________________________________\nFrom: Owner <no-reply@teamflow.example>\n"
        "Sent: Saturday, November 21, 2026 3:00 PM\nTo: Editor\nSubject: [TF-1] Paint\n\nWhich?",
        "Blue.\n\nSent from my iPhone",
        "> Which colour?\n\nBlue.",
    ],
)
def test_quotes_and_signatures_are_left_out(asked, text):
    take(answer(asked, text))

    [(_who, body)] = said()
    assert body.splitlines()[-1] == "Blue."
    assert "555" not in body
    assert "schrieb" not in body
    assert "Sent" not in body


def test_html_alone_is_read_and_its_quote_left_out(asked):
    mail = answer(asked)
    mail.set_content(
        "<html><head><style>p{}</style></head><body><p>Blue, <b>deep</b> blue.</p><ul><li>hull"
        "<li>deck</ul><script>alert(1)</script>"
        '<div class="gmail_quote">On Saturday Owner wrote:<blockquote>Which?</blockquote></div>'
        "</body></html>",
        subtype="html",
    )

    take(mail)

    [(_who, body)] = said()
    assert body.startswith("Blue, deep blue.")
    assert "- hull" in body
    assert "Which" not in body
    assert "alert" not in body


def test_the_same_mail_twice_is_one_comment(asked):
    mail = answer(asked)

    take(mail)
    take(mail)

    assert len(said()) == 1


def test_a_job_that_is_run_again_says_nothing_again(asked):
    take(answer(asked))
    job = Job.objects.get(kind="tasks.take_mail")
    Job.objects.filter(pk=job.pk).update(status="queued")

    run_job(str(job.pk))

    assert len(said()) == 1


def test_somebody_elses_answer_is_refused_in_words(asked):
    row = take(answer(asked, sender="Eve <eve@example.net>"))

    assert said() == []
    assert row.status == "refused"
    [words] = refusals()
    assert "editor@example.com only" in words
    assert Job.objects.get(payload__template="plain").payload["to"] == "eve@example.net"


def test_refusals_are_few(asked):
    for number in range(6):
        take(answer(asked, sender=f"eve{number}@example.net"))

    assert len(refusals()) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
    ],
)
def test_machines_are_not_answered(asked, headers):
    row = take(answer(asked, "I am away until Monday.", **headers))

    assert (row.status, said(), refusals()) == ("ignored", [], [])


def test_an_address_that_was_not_made_here_is_ignored(asked):
    mail = answer(asked)
    del mail["To"]
    mail["To"] = reply_address(ReplyAddress.objects.get().pk).replace("+", "+9")

    assert take(mail).status == "ignored"
    assert (said(), refusals()) == ([], [])


def test_what_one_may_not_do_is_refused(asked, project, owner, editor, workspace):
    from accounts.models import Membership, Role

    Membership.objects.filter(user=editor).update(role=Role.VIEWER)
    assert take(answer(asked)).status == "refused"
    delete_task(actor=owner, task=project.tasks.get())
    assert take(answer(asked)).status == "refused"

    assert said() == []
    assert "The task is gone" in refusals()[-1]


def test_an_empty_answer_is_refused(asked):
    take(answer(asked, "> Which colour?\n"))

    assert said() == []
    assert "no words" in refusals()[0]


def test_files_come_along_or_are_named(asked, project):
    mail = answer(asked)
    mail.add_attachment("a,b\n1,2\n", subtype="csv", filename="colours.csv")
    mail.add_attachment(
        b"MZ\x90\x00" + b"\x00" * 200,
        maintype="application",
        subtype="octet-stream",
        filename="setup.exe",
    )

    take(mail)

    [(_who, body)] = said()
    assert [row.name for row in project.tasks.get().attachments.all()] == ["colours.csv"]
    assert "“setup.exe” was not kept" in body


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00nonsense",
        b"From: =?x?q?=\r\nTo: <<<>>>\r\nContent-Type: text/plain; charset=nope\r\n\r\nhi",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * 50,
        b"To: reply+1-aaaaaaaaaaaaaaa@in.teamflow.example\r\nFrom: editor@example.com\r\n\r\n\x00",
    ],
)
def test_broken_mail_is_ignored(asked, raw):
    assert take(raw).status == "ignored"
    assert said() == []


def report(asked, *, status="5.1.1", action="failed", number=None) -> bytes:
    """A delivery report as mail servers write it (RFC 3464)."""
    number = number or str(asked["Message-ID"])
    return (
        "From: MAILER-DAEMON@mx.example.com\r\nTo: reply@in.teamflow.example\r\n"
        "Subject: Undelivered\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example.com\r\n\r\n"
        f"Final-Recipient: rfc822; Editor@example.com\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {number}\r\n\r\n--b--\r\n"
    ).encode()


def test_a_bounce_stops_mail_and_says_so(asked, clients, project, owner, editor, postbox):
    assert take(report(asked)).status == "taken"

    told = clients["editor"].get("/api/v1/me/notifications/email").json()
    assert told["is_stopped"]
    assert "no such user" in told["detail"]
    add_comment(actor=owner, task=project.tasks.get(), body="Still there?")
    leave(LATER)
    assert len(postbox.mails) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"status": "4.2.2", "action": "delayed"},
        {"number": "<notice.00000000-0000-0000-0000-000000000000@teamflow.example>"},
        {"number": "<something.else@example.com>"},
    ],
)
def test_what_is_only_late_or_not_ours_stops_nothing(asked, change):
    take(report(asked, **change))

    assert not StoppedAddress.objects.exists()


def complaint(asked, kind) -> bytes:
    """What a mailbox provider sends when somebody presses "spam" (RFC 5965)."""
    return (
        "From: <abusedesk@example.com>\r\nTo: <reply@in.teamflow.example>\r\n"
        "Subject: FW: a notice\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.\r\n"
        "--b\r\nContent-Type: message/feedback-report\r\n\r\n"
        f"Feedback-Type: {kind}\r\nUser-Agent: SomeGenerator/1.0\r\nVersion: 1\r\n\r\n"
        "--b\r\nContent-Type: message/rfc822\r\nContent-Disposition: inline\r\n\r\n"
        f"From: notices@teamflow.example\r\nMessage-ID: {asked['Message-ID']}\r\n\r\nHi\r\n"
        "\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize(("kind", "reasons"), [("abuse", ["complained"]), ("not-spam", [])])
def test_a_complaint_stops_mail_and_its_taking_back_does_not(asked, kind, reasons):
    take(complaint(asked, kind))

    assert list(StoppedAddress.objects.values_list("reason", flat=True)) == reasons


def test_a_server_that_knows_nobody_stops_mail_at_once(project, owner, editor, settings):
    add_comment(actor=owner, task=make_task(project, editor), body="Hello")
    with mail_server(settings, Postbox(refuse_recipient="550 5.1.1 no such user")):
        leave(LATER)

    assert StoppedAddress.objects.get().detail == "550 5.1.1 no such user"
    assert Job.objects.get(kind="tasks.mail_notices").status == "done"


def test_a_server_that_asks_for_patience_gets_it(project, owner, editor, settings):
    add_comment(actor=owner, task=make_task(project, editor), body="Hello")
    with mail_server(settings, Postbox(refuse_recipient="451 4.7.1 greylisted")):
        leave(LATER)

    assert not StoppedAddress.objects.exists()
    assert Job.objects.get(kind="tasks.mail_notices").status == "queued"
