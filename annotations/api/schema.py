"""How an operation stands in the reference. In a module of its own: the settings name it."""

from drf_spectacular.openapi import AutoSchema


class Operation(AutoSchema):
    """Listed with the first line of what its view says of itself, where nothing else is said."""

    def get_summary(self) -> str:
        return self.get_description().partition("\n")[0]
