"""Routes that only the kernel's own tests know."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import path
from rest_framework import serializers
from rest_framework.response import Response

from teamflow.common import errors
from teamflow.common.api import ApiView
from teamflow.common.models import LogHead


class NoteInput(serializers.Serializer[Any]):
    log = serializers.CharField(max_length=20)


class NotesView(ApiView):
    def get(self, request):
        return Response({"count": LogHead.objects.count()})

    def post(self, request):
        data = NoteInput(data=request.data)
        data.is_valid(raise_exception=True)
        LogHead.objects.create(log=data.validated_data["log"])
        if data.validated_data["log"] == "clash":
            raise errors.Conflict(current={"title": "theirs"}, conflicts=["title"])
        return Response({"log": data.validated_data["log"]}, status=201)


class RaisesView(ApiView):
    RAISED = {
        "service": ValidationError({"title": "Too short.", "items": ["One.", "Two."]}),
        "denied": errors.Denied("Only owners may do this."),
        "hidden": errors.NotFound(),
        "limited": errors.RateLimited(7),
        "budget": errors.BudgetExceeded("Used up until 1 December."),
        "away": errors.Unavailable("Search does not answer."),
        "bug": ZeroDivisionError("secret detail"),
    }

    def get(self, request, kind):
        raise self.RAISED[kind]


urlpatterns = [
    path("api/v1/notes", NotesView.as_view()),
    path("api/v1/raises/<str:kind>", RaisesView.as_view()),
]
handler404 = "teamflow.common.errors.not_found"
handler500 = "teamflow.common.errors.server_error"
