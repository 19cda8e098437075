"""API routes of boards, under /api/v1/."""

from django.urls import path

from boards.api import board_views

urlpatterns = [
    path("workspaces/<slug:slug>/boards", board_views.BoardsView.as_view(), name="boards-api"),
    path("boards/<uuid:board_id>", board_views.BoardView.as_view(), name="board-api"),
    path(
        "boards/<uuid:board_id>/restore",
        board_views.RestoreBoardView.as_view(),
        name="board-restore",
    ),
    path(
        "boards/<uuid:board_id>/duplicate",
        board_views.DuplicateBoardView.as_view(),
        name="board-duplicate",
    ),
]
