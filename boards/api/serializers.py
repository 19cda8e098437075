"""What the board endpoints take and give."""

from typing import Any

from rest_framework import serializers

from boards.models import Access


class BoardOutput(serializers.Serializer[Any]):
    """A board as a row; its document has endpoints of its own."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    workspace = serializers.UUIDField()
    project = serializers.UUIDField(allow_null=True)
    thumbnail_url = serializers.CharField(allow_null=True)
    element_count = serializers.IntegerField()
    access = serializers.ChoiceField(choices=Access.choices, allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    deleted_at = serializers.DateTimeField(allow_null=True)


class BoardPage(serializers.Serializer[Any]):
    """A page of boards."""

    results = BoardOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class BoardInput(serializers.Serializer[Any]):
    """A new board; `template` is the key of a built-in template or the id of an own one."""

    title = serializers.CharField(max_length=200)
    description = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    project = serializers.UUIDField(required=False, allow_null=True)
    template = serializers.CharField(max_length=40, required=False, allow_blank=True)


class BoardChangesInput(serializers.Serializer[Any]):
    """What may be changed of a board; what is left out stays."""

    title = serializers.CharField(max_length=200, required=False)
    description = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    project = serializers.UUIDField(required=False, allow_null=True)
