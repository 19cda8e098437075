import json

import pytest

from teamflow.common.templatetags import ui


@pytest.fixture
def icons(tmp_path, monkeypatch):
    path = tmp_path / "icons.json"
    path.write_text(json.dumps({"check": '<path d="M1 1"/>'}))
    monkeypatch.setattr(ui, "_icons_path", lambda: path)
    ui._shapes.cache_clear()
    yield path
    ui._shapes.cache_clear()


def test_an_icon_is_decoration_unless_it_has_a_name(icons):
    assert ui.icon("check") == (
        '<svg class="icon icon-16" viewBox="0 0 24 24" aria-hidden="true"><path d="M1 1"/></svg>'
    )
    assert 'role="img" aria-label="Done &amp; &lt;b&gt;"' in ui.icon("check", label="Done & <b>")


def test_a_page_stands_without_the_client_build(icons):
    icons.unlink()

    assert ui.icon("check").endswith('aria-hidden="true"></svg>')


def test_a_new_build_is_read_without_a_restart(icons):
    ui.icon("check")
    icons.write_text(json.dumps({"check": "<circle/>"}))

    assert "<circle/>" in ui.icon("check")


@pytest.mark.parametrize(
    ("name", "letters"), [("Ana", "A"), ("Ana María Example", "AE"), ("", "?"), ("ünal", "Ü")]
)
def test_initials(name, letters):
    assert ui.initials(name) == letters


def test_a_person_has_one_of_twelve_colours():
    assert ui.hue("018f") == sum(map(ord, "018f")) % 12
