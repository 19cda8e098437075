"""API routes of boards, under /api/v1/."""

from django.urls import path

from boards.api import (
    activity_views,
    asset_views,
    board_views,
    bound_views,
    element_views,
    share_views,
    task_views,
    template_views,
)

urlpatterns = [
    path("workspaces/<slug:slug>/boards", board_views.BoardsView.as_view(), name="boards-api"),
    path(
        "workspaces/<slug:slug>/board-templates",
        template_views.BoardTemplatesView.as_view(),
        name="board-templates",
    ),
    path(
        "workspaces/<slug:slug>/board-templates/<str:template_key>",
        template_views.BoardTemplateView.as_view(),
        name="board-template",
    ),
    path(
        "boards/<uuid:board_id>/template",
        template_views.SaveAsTemplateView.as_view(),
        name="board-save-template",
    ),
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
    path(
        "boards/<uuid:board_id>/elements",
        element_views.ElementsView.as_view(),
        name="board-elements",
    ),
    path(
        "boards/<uuid:board_id>/display",
        element_views.DisplayView.as_view(),
        name="board-display",
    ),
    path("boards/<uuid:board_id>/assets", asset_views.AssetsView.as_view(), name="board-assets"),
    path(
        "boards/<uuid:board_id>/assets/copies",
        asset_views.AssetCopiesView.as_view(),
        name="board-asset-copies",
    ),
    path(
        "boards/<uuid:board_id>/assets/<uuid:asset_id>/resume",
        asset_views.ResumeAssetView.as_view(),
        name="board-asset-resume",
    ),
    path(
        "boards/<uuid:board_id>/assets/<uuid:asset_id>/confirm",
        asset_views.ConfirmAssetView.as_view(),
        name="board-asset-confirm",
    ),
    path(
        "boards/<uuid:board_id>/share-links",
        share_views.ShareLinksView.as_view(),
        name="board-share-links",
    ),
    path(
        "boards/<uuid:board_id>/share-links/<uuid:share_link_id>",
        share_views.ShareLinkView.as_view(),
        name="board-share-link",
    ),
    path("boards/<uuid:board_id>/ticket", element_views.TicketView.as_view(), name="board-ticket"),
    path("boards/<uuid:board_id>/cards", task_views.CardsView.as_view(), name="board-cards"),
    path(
        "boards/<uuid:board_id>/tasks",
        task_views.TasksFromElementsView.as_view(),
        name="board-tasks",
    ),
    path("boards/<uuid:board_id>/bound", bound_views.BoundView.as_view(), name="board-bound"),
    path(
        "boards/<uuid:board_id>/bound/arrange",
        bound_views.ArrangeCardsView.as_view(),
        name="board-bound-arrange",
    ),
    path(
        "boards/<uuid:board_id>/activity",
        activity_views.BoardActivityView.as_view(),
        name="board-activity",
    ),
]
