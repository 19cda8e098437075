"""Sending the mail of a job: what is still news when it leaves, where mail still arrives."""

from uuid import UUID

from accounts.models import User
from accounts.services.addresses import is_stopped
from tasks.notice_mails import compose
from tasks.selectors.notices import still_news


def send_mail(*, user_id: str, ids: list[str], number: UUID) -> bool:
    """Word and send one mail; False when nothing in it is news any more."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or is_stopped(user.email):
        return False
    news = list(still_news([UUID(each) for each in ids]))
    if not news:
        return False
    compose(user=user, news=news, number=number).send()
    return True
