"""Mail that comes in: an answer becomes a comment, a mail that came back stops the next.

What came is a row before the sender is thanked, and is worked off once, by a job.
"""

import hashlib
from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import StoppedAddress, User
from accounts.permissions import Action, Resource, can
from accounts.selectors import role_in
from accounts.services.addresses import stop_address
from accounts.services.mail import send_plain_mail
from tasks.mail_reading import (
    Carried,
    Returned,
    files_of,
    header,
    is_automatic,
    read_mail,
    recipients_of,
    returned_in,
    sender_of,
    words_of,
)
from tasks.mail_tokens import reply_number
from tasks.models import Comment, InboundMail, ReplyAddress, Task
from tasks.selectors.access import task_for_viewing
from tasks.services.comments import add_comment
from tasks.services.files import announce_file, confirm_file
from tasks.services.notifications.waiting import MAIL_KIND
from teamflow.common.errors import NotFound, RateLimited
from teamflow.common.jobs import enqueue
from teamflow.common.models import Job

ANSWER_KIND = "tasks.take_mail"
Status = InboundMail.Status
REFUSALS_AN_HOUR = 3


class Refused(Exception):
    """Why an answer is not taken, in words for its writer."""


@transaction.atomic
def receive_mail(*, raw: bytes, recipient: str = "") -> tuple[InboundMail, bool]:
    """Keep a mail and have it worked off; says whether it is new. Sent twice it counts once."""
    message = read_mail(raw)
    known_as = header(message, "Message-ID").encode() or raw
    mail, is_new = InboundMail.objects.get_or_create(
        message_id=hashlib.sha256(known_as).hexdigest(),
        defaults={"raw": raw, "recipient": recipient.strip().lower()[:254]},
    )
    if is_new:
        enqueue(kind=ANSWER_KIND, actor=None, payload={"mail": str(mail.pk)}, queue="webhooks")
    return mail, is_new


@transaction.atomic
def take_mail(*, mail_id: UUID) -> InboundMail:
    """Work one mail off: comment, refusal and its being done are one transaction."""
    mail = InboundMail.objects.select_for_update().get(pk=mail_id)
    if mail.status != Status.WAITING:
        return mail
    message = read_mail(bytes(mail.raw))
    returned = returned_in(message)
    if returned:
        stopped = [_stop(each) for each in returned]
        return _done(mail, Status.TAKEN if any(stopped) else Status.IGNORED, "report")
    if is_automatic(message):
        return _done(mail, Status.IGNORED, "automatic")
    address = _address_of(mail, recipients_of(message))
    if address is None:
        return _done(mail, Status.IGNORED, "unknown address")
    user = address.user
    with translation.override(user.locale):
        try:
            mail.comment = _comment(address, message)
        except Refused as reason:
            _tell(mail, sender_of(message), address.task, str(reason))
            return _done(mail, Status.REFUSED, str(reason))
    return _done(mail, Status.TAKEN, "")


def stop_returned(*, email: str, reason: str, detail: str = "") -> StoppedAddress:
    """A vendor says that mail does not arrive, or is not wanted."""
    return stop_address(email=email, reason=reason, detail=detail)


def _stop(said: Returned) -> bool:
    """A report counts where it names a mail that really went to this address."""
    job = Job.objects.filter(pk=said.number, kind=MAIL_KIND).first()
    user = User.objects.filter(pk=job.payload.get("user")).first() if job else None
    if user is None or (said.address and said.address != user.email.lower()):
        return False
    reasons = StoppedAddress.Reason
    reason = reasons.COMPLAINED if said.is_complaint else reasons.BOUNCED
    stop_address(email=user.email, reason=reason, detail=said.detail)
    return True


def _address_of(mail: InboundMail, recipients: list[str]) -> ReplyAddress | None:
    for recipient in [mail.recipient, *recipients]:
        number = reply_number(recipient)
        if number is None:
            continue
        found = ReplyAddress.objects.select_related("user", "task").filter(pk=number).first()
        if found is not None:
            mail.recipient = recipient[:254]
            return found
    return None


def _comment(address: ReplyAddress, message: EmailMessage) -> Comment:
    user = address.user
    if sender_of(message) != user.email.lower() or not user.is_active:
        raise Refused(_("This address takes answers from %(email)s only.") % {"email": user.email})
    try:
        task = task_for_viewing(user=user, task_id=address.task_id)
    except NotFound:
        raise Refused(_("The task is gone, or you no longer see it.")) from None
    role = role_in(user=user, workspace_id=task.project.workspace_id)
    if not can(role, Action.CREATE, Resource.COMMENT):
        raise Refused(_("You may look at this task, but not comment on it."))
    words, notes = words_of(message), []
    for carried in files_of(message):
        if note := _bring(user, task, carried):
            notes.append(note)
    body = "\n\n".join(part for part in (words, *notes) if part)
    if not body and not files_of(message):
        raise Refused(_("There were no words in your answer, above what it quotes."))
    try:
        return add_comment(actor=user, task=task, body=body or _("Sent by mail."))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None


def _bring(user: User, task: Task, carried: Carried) -> str:
    """Keep a file with the task; what is not taken is named, with the reason."""
    try:
        with transaction.atomic():
            attachment, _target = announce_file(
                actor=user, task=task, name=carried.name, size=len(carried.data)
            )
            default_storage.save(attachment.storage_key, ContentFile(carried.data))
            confirm_file(actor=user, attachment=attachment)
    except (ValidationError, RateLimited) as error:
        reason = error.messages[0] if isinstance(error, ValidationError) else str(error)
        return _("“%(name)s” was not kept: %(reason)s") % {"name": carried.name, "reason": reason}
    return ""


def _tell(mail: InboundMail, sender: str, task: Task, reason: str) -> None:
    """Say why, but not often: whoever writes may not be who they say."""
    recent = InboundMail.objects.filter(
        recipient=mail.recipient,
        status=Status.REFUSED,
        updated_at__gt=timezone.now() - timedelta(hours=1),
    )
    if not sender or recent.count() >= REFUSALS_AN_HOUR:
        return
    text = _("Your answer was not added to the task.\n\n%(reason)s") % {"reason": reason}
    send_plain_mail(email=sender, subject=_("Your answer was not taken"), text=text)


def _done(mail: InboundMail, status: str, reason: str) -> InboundMail:
    mail.status, mail.reason, mail.raw = status, reason[:300], b""
    mail.save()
    return mail
