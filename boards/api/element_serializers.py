"""What the element endpoints take and give."""

from typing import Any

from rest_framework import serializers

from boards import schema


class ElementOutput(serializers.Serializer[Any]):
    """An element; its kind's own fields stand beside these."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=sorted(schema.KINDS))
    x = serializers.FloatField()
    y = serializers.FloatField()
    width = serializers.FloatField()
    height = serializers.FloatField()
    rotation = serializers.FloatField()
    z = serializers.CharField()
    style = serializers.DictField()  # type: ignore[assignment]
    text = serializers.CharField(allow_blank=True)


class ElementsOutput(serializers.Serializer[Any]):
    """Elements, in the order in which they were named."""

    results = ElementOutput(many=True)


class ElementPage(ElementsOutput):
    """A page of elements."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class ElementField(serializers.DictField):
    """An element as it is sent; what may be in it depends on its kind (docs/protocol.md)."""


class ElementsInput(serializers.Serializer[Any]):
    """New elements, without ids."""

    elements = serializers.ListField(child=ElementField(), allow_empty=False, max_length=5000)


class ElementChangesInput(serializers.Serializer[Any]):
    """Elements with their ids and what is to change."""

    elements = serializers.ListField(child=ElementField(), allow_empty=False, max_length=5000)


class ElementIdsInput(serializers.Serializer[Any]):
    """Elements by id."""

    ids = serializers.ListField(
        child=serializers.CharField(max_length=40), allow_empty=False, max_length=5000
    )


class EntryOutput(serializers.Serializer[Any]):
    """An element as its entries in the document."""

    id = serializers.CharField()
    g = serializers.ListField()
    s = serializers.DictField()
    c = serializers.DictField()
    t = serializers.CharField(allow_blank=True)


class DisplayOutput(serializers.Serializer[Any]):
    """A board to paint."""

    board = serializers.UUIDField()
    seq = serializers.IntegerField()
    elements = EntryOutput(many=True)


class TicketOutput(serializers.Serializer[Any]):
    """A ticket; it is shown this once."""

    ticket = serializers.CharField()
    url = serializers.CharField()
    expires_at = serializers.DateTimeField()


class CardInput(serializers.Serializer[Any]):
    """A task to stand on the board."""

    task = serializers.UUIDField()
    x = serializers.FloatField(default=0, min_value=-schema.MAX_COORDINATE)
    y = serializers.FloatField(default=0, min_value=-schema.MAX_COORDINATE)


class CardsOutput(serializers.Serializer[Any]):
    """The tasks behind a board's cards."""

    results = serializers.ListField(child=serializers.DictField())
    missing = serializers.ListField(child=serializers.CharField())
    rooms = serializers.ListField(child=serializers.CharField())


class TasksInput(serializers.Serializer[Any]):
    """Elements that become tasks."""

    elements = serializers.ListField(
        child=serializers.CharField(max_length=40), allow_empty=False, max_length=500
    )
    project = serializers.UUIDField()
    column = serializers.UUIDField(required=False, allow_null=True)
    mode = serializers.ChoiceField(choices=["replace", "link"], default="replace")


class TasksOutput(serializers.Serializer[Any]):
    """The tasks, and the elements as they are now."""

    results = serializers.ListField(child=serializers.DictField())
    elements = ElementOutput(many=True)
