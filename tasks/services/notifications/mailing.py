"""Sending the mail of a job: what is still news when it leaves, where mail still arrives."""

from smtplib import SMTPRecipientsRefused
from uuid import UUID

from accounts.models import StoppedAddress, User
from accounts.services.addresses import is_stopped, stop_address
from tasks.notice_mails import compose
from tasks.selectors.notices import still_news

BOUNCED = StoppedAddress.Reason.BOUNCED
# Replies from here on are final; those below ask to be tried later.
FOR_GOOD = 500


def send_mail(*, user_id: str, ids: list[str], number: UUID) -> bool:
    """Word and send one mail; False when nothing in it is news any more."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or is_stopped(user.email):
        return False
    news = list(still_news([UUID(each) for each in ids]))
    if not news:
        return False
    try:
        compose(user=user, news=news, number=number).send()
    except SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        if code < FOR_GOOD:
            raise
        detail = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        stop_address(email=user.email, reason=BOUNCED, detail=f"{code} {detail}")
        return False
    return True
