"""Pages of boards."""

from django.urls import path

from boards import asset_views, guest_pages, views

urlpatterns = [
    path("w/<slug:slug>/boards/", views.board_list, name="board-list"),
    path("b/<uuid:board_id>/", views.board_page, name="board"),
    path("b/<uuid:board_id>/assets/<uuid:asset_id>", asset_views.asset, name="board-asset"),
    path("s/<str:token>/", guest_pages.share_link, name="share-link"),
    path("bench/canvas", views.canvas_bench, name="canvas-bench"),
]
