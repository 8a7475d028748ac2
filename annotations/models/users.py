"""People who sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person; what they may do in a project is their `Membership`."""

    is_demo = models.BooleanField(
        _("demo account"),
        default=False,
        help_text=_("May be entered with one click from the demo's sign-in page; means nothing elsewhere."),
    )

    key_bindings = models.JSONField(
        _("keys"),
        default=dict,
        blank=True,
        help_text=_("The person's own key for an act of the workspace; the others keep their usual key."),
    )

    @property
    def shown_name(self) -> str:
        """Return the full name, or the username where none was given."""
        return self.get_full_name() or self.get_username()
