import pytest
from django.template import Context, Template

from accounts.models import User
from accounts.templatetags.people import device

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome on Linux"),
        (f"{CHROME} Edg/140.0", "Edge on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/605", "Safari on iOS"),
        ("curl/8.0", "curl"),
        ("", "Unknown device"),
    ],
)
def test_a_device_is_called_as_people_call_it(agent, words):
    assert device(agent) == words


def test_somebody_without_a_picture_has_initials_and_a_name_for_screen_readers():
    person = User(name="Ana María Example", email="ana@example.com")

    html = Template("{% load people %}{% avatar person 32 %}").render(Context({"person": person}))

    assert '<span aria-hidden="true">AE</span>' in html
    assert '<span class="visually-hidden">Ana María Example</span>' in html


def test_a_name_cannot_bring_markup_along():
    person = User(name='<b>"x', email="x@example.com")

    html = Template("{% load people %}{% avatar person %}").render(Context({"person": person}))

    assert "<b>" not in html
