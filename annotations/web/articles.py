"""A lead brings an article in: pasted, or from a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from annotations.models import Article, Role, User
from annotations.presenting.languages import CHOICES
from annotations.reading import (
    MAX_BYTES,
    READERS,
    ArticleDraft,
    Note,
    ReadingError,
    TooLarge,
    read_article,
    read_text,
)
from annotations.web.access import get_project, role_in
from annotations.web.encodings import list_encodings
from annotations.workflow.importing import ArticleDetails, import_article
from annotations.workflow.overview import sourcing_strip, strip_words
from annotations.workflow.refusals import Refused
from annotations.workflow.wording import say


class ArticleForm(forms.Form):
    """A text or a file, and what is known of it; `draft` is the article read once the form is valid."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto", "class": "serif"}),
        help_text=gettext_lazy(
            "Paste the article as it is; bylines and page clutter are set apart by themselves."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(READERS)}),
        help_text=gettext_lazy("Plain text or Markdown."),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding of the file"), required=False, choices=list_encodings
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=Article._meta.get_field("title").max_length,
        help_text=gettext_lazy("Left empty, the headline is taken, or the file’s name."),
    )
    outlet = forms.CharField(
        label=gettext_lazy("Outlet"), required=False, max_length=Article._meta.get_field("outlet").max_length
    )
    url = forms.URLField(
        label=gettext_lazy("Address"), required=False, max_length=2000, assume_scheme="https"
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=CHOICES)
    published_on = forms.DateField(
        label=gettext_lazy("Published"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    draft: ArticleDraft

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        text, file = given.get("text"), given.get("file")
        if "text" in self.errors or "file" in self.errors:
            return given
        if bool(text) == bool(file):
            raise forms.ValidationError(_("Paste a text or choose a file: one of them, not both."))
        try:
            self.draft = _read_file(file, given.get("encoding")) if file else read_text(cast(str, text))
        except ReadingError as error:
            self.add_error("file" if file else "text", say(error))
            return given
        if title := given.get("title"):
            self.draft = replace(self.draft, title=title)
        return given

    def details(self) -> ArticleDetails:
        """Return what the person said of the article besides its text and title."""
        fields = ("outlet", "url", "language", "published_on")
        return ArticleDetails(**{field: self.cleaned_data[field] for field in fields})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_article(request: HttpRequest, slug: str) -> HttpResponse:
    """Split a text into claims and store it; the same text twice is one article, and that is said."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    if role_in(user, project) != Role.LEAD:
        raise PermissionDenied
    form = ArticleForm(request.POST or None, request.FILES or None)
    known = None
    if request.method == "POST" and form.is_valid():
        try:
            imported = import_article(
                project=project, draft=form.draft, details=form.details(), by=user, at=timezone.now()
            )
        except (ReadingError, Refused) as error:
            form.add_error(None, say(error) if isinstance(error, ReadingError) else str(error))
        else:
            if imported.is_new:
                _tell(request, imported.article, form.draft.notes)
                return redirect("workspace", pk=imported.article.pk)
            known = imported.article
    context = {"project": project, "section": "project", "is_lead": True, "form": form, "known": known}
    return render(request, "annotations/add_article.html", context)


def _tell(request: HttpRequest, article: Article, notes: tuple[Note, ...]) -> None:
    messages.success(
        request,
        _("“%(title)s” is in. %(strip)s")
        % {"title": article.title, "strip": strip_words(sourcing_strip(article))},
    )
    for note in notes:
        messages.info(request, say(note))


def _read_file(file: Any, encoding: str | None) -> ArticleDraft:
    if file.size > MAX_BYTES:
        raise TooLarge(name=file.name, size=file.size, limit=MAX_BYTES)
    return read_article(file.read(), name=file.name, encoding=encoding or None)
