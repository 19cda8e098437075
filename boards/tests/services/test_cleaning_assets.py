"""What leaves the storage, and what never does."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boards.display import elements_of
from boards.models import Asset, Board
from boards.selectors import asset_on
from boards.services.assets import announce_asset, forget_unconfirmed_assets, sweep_assets
from boards.services.assets.cleaning import assets_on
from boards.services.boards import create_board, delete_board, duplicate_board, restore_board
from boards.services.elements import create_elements, delete_elements
from boards.services.templates import save_as_template

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["draw", "rub", "bin", "restore", "copy", "wait", "sweep"]),
        st.integers(0, 2),
    ),
    max_size=14,
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kept(workspace) -> Asset:
    key = default_storage.save(f"assets/{workspace.pk}/{uuid4()}", ContentFile(b"bytes"))
    return Asset.objects.create(
        workspace=workspace, name="a.png", sha256=uuid4().hex, size=5, storage_key=key
    )


@given(acts=ACTS)
@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_what_a_board_names_is_never_removed(workspace, owner, commits, acts):
    story = Story(workspace, owner)
    for act, number in acts:
        getattr(story, act)(number)
        named = set[UUID]().union(*(assets_on(board.pk) for board in story.boards))
        rows = Asset.objects.filter(pk__in=named)
        assert {asset.pk for asset in rows} == named
        assert all(default_storage.exists(asset.storage_key) for asset in rows)


class Story:
    """Boards on which people draw and rub out, while time goes by."""

    def __init__(self, workspace, owner):
        self.owner = owner
        self.now = timezone.now()
        self.boards = [create_board(actor=owner, workspace=workspace, title="One")]
        self.pictures = [kept(workspace) for _ in range(3)]

    def board(self, number):
        return Board.objects.get(pk=self.boards[number % len(self.boards)].pk)

    def draw(self, number):
        board, asset = self.board(number), self.pictures[number]
        if board.deleted_at is None and Asset.objects.filter(pk=asset.pk).exists():
            element = {"kind": "image", "x": 0.0, "y": 0.0, "asset": str(asset.pk)}
            create_elements(actor=self.owner, board=board, elements=[element])

    def rub(self, number):
        board = self.board(number)
        ids = [element["id"] for element in elements_of(board.pk, board.seq)[1]]
        if board.deleted_at is None and ids:
            delete_elements(actor=self.owner, board=board, ids=ids)

    def bin(self, number):
        delete_board(actor=self.owner, board=self.board(number))

    def restore(self, number):
        restore_board(actor=self.owner, board=self.board(number))

    def copy(self, number):
        if len(self.boards) < 3:
            self.boards.append(duplicate_board(actor=self.owner, board=self.board(number)))

    def wait(self, _number):
        self.now += timedelta(days=20)

    def sweep(self, _number):
        sweep_assets(now=self.now)


def test_what_no_board_has_named_for_thirty_days_goes_with_its_bytes(workspace, owner, commits):
    asset = kept(workspace)
    now = timezone.now() + timedelta(days=2)

    assert sweep_assets(now=now) == 0
    assert sweep_assets(now=now + timedelta(days=29)) == 0
    assert default_storage.exists(asset.storage_key)
    assert sweep_assets(now=now + timedelta(days=31)) == 1

    assert not Asset.objects.exists()
    assert not default_storage.exists(asset.storage_key)


def test_what_nobody_confirmed_is_forgotten_after_a_day(workspace, owner):
    board = create_board(actor=owner, workspace=workspace, title="One")
    announce_asset(actor=owner, board=board, name="a.png", size=4)

    assert forget_unconfirmed_assets() == 0
    assert forget_unconfirmed_assets(now=timezone.now() + timedelta(days=2)) == 1
    assert not Asset.objects.exists()


def test_what_a_template_names_stays_and_is_read_where_a_board_begins_from_it(
    workspace, owner, commits
):
    asset = kept(workspace)
    board = create_board(actor=owner, workspace=workspace, title="One")
    element = {"kind": "image", "x": 0.0, "y": 0.0, "asset": str(asset.pk)}
    made = create_elements(actor=owner, board=board, elements=[element])
    template = save_as_template(actor=owner, board=board, name="Ours")
    delete_elements(actor=owner, board=board, ids=[made[0]["id"]])

    for days in (2, 40, 80):
        assert sweep_assets(now=timezone.now() + timedelta(days=days)) == 0

    again = create_board(actor=owner, workspace=workspace, title="Two", template=str(template.pk))
    assert asset_on(board=again, asset_id=asset.pk) == asset
