"""Claims cut, worded and attributed otherwise: proposed by a member, decided by a lead, kept to be undone.

An edit retires the claims it changes and makes new ones, so every review stays with the words it was given
to: those of untouched claims count on, those of changed ones are stale, and the new claims are asked anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from annotations.models import Article, Claim, ClaimEdit, EditPolicy, Membership, Project, Role, Segment, User
from annotations.splitting import SegmentKind, SourceKind, Span
from annotations.splitting.recutting import (
    Edge,
    Fragments,
    cut_between,
    join_fragments,
    move_edge,
    part_fragments,
    select_words,
)
from annotations.workflow.cutting import (
    ClaimDraft,
    LinkDraft,
    make_claims,
    retire_claims,
    revive_claims,
)
from annotations.workflow.refusals import ROLE_NEEDED, NotAllowed, Refused, require_open, require_role

MAX_LINKS = 6
MAX_STEPS = 100


class EditInvalid(Refused):
    """An edit that would make no claim, or the same one again."""

    code = "edit_invalid"


class EditOutdated(Refused):
    """One of the claims was replaced meanwhile."""

    code = "edit_outdated"


class EditDecided(Refused):
    """The proposal was decided before."""

    code = "edit_decided"


class EditNotInEffect(Refused):
    """Only an edit that is in effect can be undone, and the latest first."""

    code = "edit_not_in_effect"


def split_claim(*, claim: Claim, by: User, at: datetime, note: str = "") -> ClaimEdit:
    """Return the edit that makes a claim of each of the claim's atoms; with one it raises `EditInvalid`."""
    drafts = [ClaimDraft(fragments=part) for part in parts_of(claim)]
    return _propose(ClaimEdit.Kind.SPLIT, claim.article, [claim], drafts, by, at, note)


def merge_with_next(*, claim: Claim, by: User, at: datetime, note: str = "") -> ClaimEdit:
    """Return the edit that makes one claim of this and the article's next, with the chain of the first."""
    following, joined = join_with_next(claim)
    drafts = [ClaimDraft(fragments=joined)]
    return _propose(ClaimEdit.Kind.MERGE, claim.article, [claim, following], drafts, by, at, note)


def move_claim_edge(
    *, claim: Claim, edge: Edge, steps: int, by: User, at: datetime, note: str = ""
) -> ClaimEdit:
    """Return the edit that moves an edge by so many words, to the right or, below 0, to the left.

    The edge stays in the segment of the article that the claim begins in.
    """
    segment = segment_at(claim.article, claim.start)
    fragments = fragments_of(claim)
    steps = max(-MAX_STEPS, min(steps, MAX_STEPS))
    moved = move_edge(claim.article.text, fragments, edge=edge, steps=steps, within=segment)
    if moved == fragments:
        raise EditInvalid(_("The edge cannot move further in that direction."))
    return _propose(ClaimEdit.Kind.MOVE, claim.article, [claim], [ClaimDraft(fragments=moved)], by, at, note)


def set_claim_span(
    *, claim: Claim, start: int, end: int, by: User, at: datetime, note: str = ""
) -> ClaimEdit:
    """Return the edit that gives the claim the selected stretch `[start, end)`.

    What an inserted cue left out of the claim stays out.
    """
    former = fragments_of(claim)
    selected = _select(claim.article, start, end, former=Span(claim.start, claim.end))
    fragments = cut_between(claim.article.text, former, selected)
    if fragments == former:
        raise EditInvalid(_("These are the claim's words already."))
    drafts = [ClaimDraft(fragments=fragments)]
    return _propose(ClaimEdit.Kind.MOVE, claim.article, [claim], drafts, by, at, note)


def add_claim(*, article: Article, start: int, end: int, by: User, at: datetime, note: str = "") -> ClaimEdit:
    """Return the edit that makes a claim of the selected stretch `[start, end)`, attributed to nobody."""
    drafts = [ClaimDraft(fragments=(_select(article, start, end),), chain=())]
    return _propose(ClaimEdit.Kind.ADD, article, [], drafts, by, at, note)


def retire_claim(*, claim: Claim, by: User, at: datetime, note: str = "") -> ClaimEdit:
    """Return the edit that takes the claim out and puts nothing in its place."""
    return _propose(ClaimEdit.Kind.RETIRE, claim.article, [claim], [], by, at, note)


def change_attribution(
    *, claim: Claim, chain: Sequence[LinkDraft], by: User, at: datetime, note: str = ""
) -> ClaimEdit:
    """Return the edit that gives the claim this chain, outermost first; an empty one says nobody said it."""
    length = claim.article.length
    if len(chain) > MAX_LINKS:
        raise EditInvalid(_("A chain has at most %(number)d links.") % {"number": MAX_LINKS})
    for link in chain:
        if any(span and not 0 <= span[0] < span[1] <= length for span in (link.source, link.cue)):
            raise EditInvalid(_("A source or cue lies outside of the article. Select it in the text again."))
        if link.kind not in list(SourceKind) or link.kind == SourceKind.NONE:
            raise EditInvalid(_("Say for each link what kind of source it names."))
        if not link.source and link.kind not in (SourceKind.UNSPECIFIED, SourceKind.ANONYMOUS):
            raise EditInvalid(_("Select the words that name the source; only an unnamed one has none."))
    drafts = [ClaimDraft(fragments=fragments_of(claim), chain=tuple(chain))]
    return _propose(ClaimEdit.Kind.ATTRIBUTION, claim.article, [claim], drafts, by, at, note)


def change_wording(*, claim: Claim, wording: str, by: User, at: datetime, note: str = "") -> ClaimEdit:
    """Return the edit that gives the claim this wording, to stand alone; an empty one takes it away."""
    if "\x00" in wording:
        raise EditInvalid(_("Null characters are not allowed."))
    wording = wording.strip()
    if wording == claim.normalized_text:
        raise EditInvalid(_("This is the claim's wording already."))
    drafts = [ClaimDraft(fragments=fragments_of(claim), normalized_text=wording)]
    return _propose(ClaimEdit.Kind.WORDING, claim.article, [claim], drafts, by, at, note)


@transaction.atomic
def accept_edit(*, edit: ClaimEdit, by: User, at: datetime) -> ClaimEdit:
    """Return the proposal, in effect. Only a lead decides. Raises `EditDecided` and `EditOutdated`."""
    edit = _lock_edit(edit)
    require_role(user=by, project=edit.article.project, role=Role.LEAD)
    _require_proposed(edit)
    return _apply(edit, by, at)


@transaction.atomic
def reject_edit(*, edit: ClaimEdit, by: User, at: datetime) -> ClaimEdit:
    """Return the proposal, rejected: by a lead, or taken back by whoever made it. Raises `EditDecided`."""
    edit = _lock_edit(edit)
    if by.pk != edit.proposed_by_id:
        require_role(user=by, project=edit.article.project, role=Role.LEAD)
    _require_proposed(edit)
    edit.state, edit.decided_by, edit.decided_at = ClaimEdit.State.REJECTED, by, at
    edit.save()
    return edit


@transaction.atomic
def undo_edit(*, edit: ClaimEdit, by: User, at: datetime) -> ClaimEdit:
    """Return the edit, undone: its claims are retired and those before it count again, with their reviews.

    By a lead, or by whoever made an edit that took effect at once. Raises `EditNotInEffect` where a later
    edit changed its claims again.
    """
    edit = _lock_edit(edit)
    _require_member(by, edit.article.project)
    if by.pk != edit.decided_by_id:
        require_role(user=by, project=edit.article.project, role=Role.LEAD)
    if edit.state != ClaimEdit.State.APPLIED:
        raise EditNotInEffect(_("This edit is not in effect, so there is nothing to undo."))
    after, before = list(edit.after.all()), list(edit.before.all())
    if any(claim.retired_at for claim in after):
        raise EditNotInEffect(_("A later edit changed these claims again. Undo that one first."))
    retire_claims(after, at=at)
    revive_claims(edit.article, before, at=at)
    edit.state, edit.undone_by, edit.undone_at = ClaimEdit.State.UNDONE, by, at
    edit.save()
    return edit


def parts_of(claim: Claim) -> list[Fragments]:
    """Return the fragments of each of the claim's atoms; with one it raises `EditInvalid`."""
    parts = part_fragments(claim.article.text, fragments_of(claim), [Span(*atom) for atom in claim.atoms])
    if len(parts) < 2:
        raise EditInvalid(_("This claim is a single statement: there is nothing to split."))
    return parts


def join_with_next(claim: Claim) -> tuple[Claim, Fragments]:
    """Return the article's next claim and the fragments of both as one; raises `EditInvalid` for the last."""
    following = following_claim(claim)
    if following is None:
        raise EditInvalid(_("This is the article's last claim: there is none to merge it with."))
    return following, join_fragments(claim.article.text, fragments_of(claim), fragments_of(following))


def require_editable(claim: Claim, *, by: User) -> None:
    """Raise what an edit of the claim would: `NotAllowed`, `ProjectArchived` or `EditOutdated`."""
    _require_member(by, claim.article.project)
    _require_live([claim])


def edits_of(claim: Claim) -> list[ClaimEdit]:
    """Return every edit in the claim's history, the oldest first: what made it, what made those it came from,
    and what changed it since.
    """
    found: dict[int, ClaimEdit] = {}
    seen, ahead = {claim.pk}, {claim.pk}
    while ahead:
        touching = ClaimEdit.objects.filter(Q(before__in=ahead) | Q(after__in=ahead)).distinct()
        touching = touching.select_related("article", "proposed_by")
        fresh = [edit for edit in touching.prefetch_related("before", "after") if edit.pk not in found]
        found |= {edit.pk: edit for edit in fresh}
        met = {one.pk for edit in fresh for one in (*edit.before.all(), *edit.after.all())}
        ahead, seen = met - seen, seen | met
    return sorted(found.values(), key=lambda edit: (edit.proposed_at, edit.pk))


def count_proposals(project: Project) -> int:
    """Return how many proposals of the project wait for a lead."""
    return ClaimEdit.objects.filter(article__project=project, state=ClaimEdit.State.PROPOSED).count()


def following_claim(claim: Claim) -> Claim | None:
    """Return the article's next live claim in reading order, None behind the last."""
    behind = Q(start__gt=claim.start) | Q(start=claim.start, end__gt=claim.end)
    return Claim.objects.live().filter(behind, article=claim.article_id).first()


def find_replacement(claim: Claim) -> Claim | None:
    """Return the first live claim that edits put in the place of this one, None where none stands."""
    met, ahead = {claim.pk}, {claim.pk}
    while ahead:
        standing = Claim.objects.live().filter(article=claim.article_id, derived_from__in=ahead).first()
        if standing is not None:
            return standing
        ahead = set(Claim.objects.filter(derived_from__in=ahead).values_list("pk", flat=True)) - met
        met |= ahead
    return None


def fragments_of(claim: Claim) -> tuple[Span, ...]:
    """Return the claim's fragments as spans."""
    return tuple(Span(start, end) for start, end in claim.fragments)


@transaction.atomic
def _propose(
    kind: ClaimEdit.Kind,
    article: Article,
    before: Sequence[Claim],
    drafts: Sequence[ClaimDraft],
    by: User,
    at: datetime,
    note: str,
) -> ClaimEdit:
    """Return the proposal, in effect at once where whoever makes it may decide it."""
    membership = _require_member(by, article.project)
    _require_live(before)
    edit = ClaimEdit.objects.create(
        article=article,
        kind=kind,
        drafts=[draft.to_json() for draft in drafts],
        note=note.replace("\x00", "").strip(),
        proposed_by=by,
        proposed_at=at,
    )
    edit.before.set(before)
    is_direct = membership.project.edit_policy == EditPolicy.DIRECT
    return _apply(_lock_edit(edit), by, at) if is_direct or membership.role == Role.LEAD else edit


def _apply(edit: ClaimEdit, by: User, at: datetime) -> ClaimEdit:
    before = list(edit.before.order_by("start", "end", "pk"))
    if any(claim.retired_at for claim in before):
        raise EditOutdated(
            _("One of these claims was replaced meanwhile. Reject this, and edit the new one.")
        )
    drafts = [ClaimDraft.from_json(draft) for draft in edit.drafts]
    retire_claims(before, at=at)
    made = make_claims(edit.article, before, drafts, by=edit.proposed_by, at=at)
    edit.after.set(made)
    edit.state, edit.decided_by, edit.decided_at = ClaimEdit.State.APPLIED, by, at
    edit.save()
    return edit


def _lock_edit(edit: ClaimEdit) -> ClaimEdit:
    """Return the edit as it is now; edits of one project follow one another."""
    Project.objects.select_for_update(no_key=True).get(pk=edit.article.project_id)
    return ClaimEdit.objects.select_related("article__project", "proposed_by").get(pk=edit.pk)


def _require_live(claims: Sequence[Claim]) -> None:
    if any(claim.retired_at for claim in claims):
        raise EditOutdated(_("This claim was replaced meanwhile. Go to the new one."))


def _require_proposed(edit: ClaimEdit) -> None:
    if edit.state != ClaimEdit.State.PROPOSED:
        raise EditDecided(_("This proposal was decided before."))


def _require_member(user: User, project: Project) -> Membership:
    membership = Membership.objects.filter(user=user, project=project).select_related("project").first()
    if membership is None or membership.role == Role.OBSERVER:
        raise NotAllowed(ROLE_NEEDED[Role.REVIEWER])
    require_open(membership.project)
    return membership


def segment_at(article: Article, at: int) -> Span:
    """Return the stretch of the segment at the place: a paragraph, mostly."""
    segment = Segment.objects.filter(article=article, start__lte=at, end__gt=at).first()
    return Span(segment.start, segment.end) if segment else Span(0, article.length)


def _select(article: Article, start: int, end: int, *, former: Span | None = None) -> Span:
    """Return the selection as a claim can have it; an edge where the former one is stays as it is."""
    selected = select_words(article.text, start, end) if start < end else None
    if selected is None:
        raise EditInvalid(_("Select some words of the article first."))
    if former:
        selected = Span(
            start if start == former.start else selected.start, end if end == former.end else selected.end
        )
    apart = (SegmentKind.BYLINE.value, SegmentKind.BOILERPLATE.value)
    segments = Segment.objects.filter(article=article, start__lt=selected.end, end__gt=selected.start)
    if segments.filter(kind__in=apart).exists():
        raise EditInvalid(_("A byline or boilerplate is no claim. Select words of the article's body."))
    is_inside = former and former.start <= selected.start and selected.end <= former.end
    if not is_inside and segments.count() > 1:
        raise EditInvalid(_("A claim lies in one paragraph. Select words of one only."))
    return selected
