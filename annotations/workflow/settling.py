"""Which of several edits of a claim is to hold, where members want it cut or attributed differently."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.models import Claim, ClaimEdit, Project, Role, User
from annotations.workflow.differing import Kind, edits_about
from annotations.workflow.editing import EditDecided, accept_edit, reject_edit
from annotations.workflow.refusals import Refused, require_role


class NotJustified(Refused):
    """No word on why this edit and not another."""

    code = "not_justified"


class ProposerCannotSettle(Refused):
    """The person proposed one of the edits."""

    code = "proposer_cannot_settle"


@transaction.atomic
def settle_edits(
    *, claim: Claim, kind: Kind, chosen: ClaimEdit | None, by: User, at: datetime, justification: str
) -> list[ClaimEdit]:
    """Return the edits of that kind that waited for the claim, decided: the chosen one takes effect and the
    others are rejected; all are where none is chosen, and the claim stays as it is.

    Only a lead settles it, who proposed none of them. Raises `NotJustified`, `ProposerCannotSettle`, what
    `accept_edit` raises, and `EditDecided` where the chosen one, or every one, was decided before.
    """
    require_role(user=by, project=claim.article.project, role=Role.LEAD)
    if not justification.strip():
        raise NotJustified(_("Write down why: whoever proposed another reads it."))
    Project.objects.select_for_update(no_key=True).get(pk=claim.article.project_id)
    about = edits_about([claim], kind)[claim.pk]
    waiting = [edit for edit in about if edit.state == ClaimEdit.State.PROPOSED]
    if not waiting or (chosen is not None and chosen not in waiting):
        raise EditDecided(_("This was decided before. See below what became of it."))
    if any(edit.proposed_by_id == by.pk for edit in waiting):
        raise ProposerCannotSettle(_("You proposed one of these, so another lead has to choose."))
    settled = []
    for edit in waiting:
        act = accept_edit if edit == chosen else reject_edit
        done = act(edit=edit, by=by, at=at)
        done.justification = justification.strip()
        done.save(update_fields=["justification"])
        settled.append(done)
    return settled
