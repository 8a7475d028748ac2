"""Many articles at once: files are dropped, checked, started, watched, and reported on row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from annotations import tasks
from annotations.models import ImportRow, ImportRun, Project, Role, User
from annotations.presenting.languages import CHOICES
from annotations.reading import LIST_FORMATS, READERS
from annotations.web.access import get_project, role_in
from annotations.web.encodings import list_encodings
from annotations.workflow import bulk
from annotations.workflow.refusals import Refused

ROWS_A_PAGE = 50
RUNS_SHOWN = 20
PREVIEW = 140
"""Characters of a text by which a person sees whether it was read in the right encoding."""

COLUMNS = ("file", "row", "state", "title", "problem", "article")


class FilesInput(forms.FileInput):
    """An input that takes several files, also dropped onto it."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or many; clean gives them as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        one = super().clean
        return [one(file, initial) for file in data or [None]]


class UploadForm(forms.Form):
    """The files, and what holds for all of them."""

    uploads = FilesField(
        label=gettext_lazy("Files"),
        allow_empty_file=True,
        widget=FilesInput(attrs={"accept": ",".join([*READERS, *LIST_FORMATS])}),
        error_messages={"required": gettext_lazy("Choose at least one file.")},
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding"),
        required=False,
        choices=list_encodings,
        help_text=gettext_lazy("For files that carry no mark of their own. It is never guessed."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=CHOICES,
        help_text=gettext_lazy("For articles that name none."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # until the size of the upload is known: reading the token reads all of it
@login_required
def show_imports(request: HttpRequest, slug: str) -> HttpResponse:
    """Upload files to be checked, and list the imports so far; for leads."""
    project = _get_project(request, slug)
    if request.method == "POST" and (excess := _find_excess(request)):
        return _show_form(request, project, UploadForm(), excess=excess, status=413)
    return _check_files(request, project)


@csrf_protect
def _check_files(request: HttpRequest, project: Project) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        given = form.cleaned_data
        try:
            run = bulk.check_upload(
                project=project,
                by=cast(User, request.user),
                files=[bulk.Upload(file.name or "", cast(BinaryIO, file.file)) for file in given["uploads"]],
                encoding=given["encoding"],
                language=given["language"],
                now=timezone.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("import_run", slug=project.slug, pk=run.pk)
    return _show_form(request, project, form, status=422 if form.errors else 200)


def _find_excess(request: HttpRequest) -> str:
    """Return why the upload is not read; empty where it may be."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    if size.isdigit() and int(size) > bulk.MAX_UPLOAD:
        return _("These files have %(size)s together; at most %(limit)s are taken at a time.") % {
            "size": filesizeformat(int(size)),
            "limit": filesizeformat(bulk.MAX_UPLOAD),
        }
    try:
        request.POST  # noqa: B018 - this is what reads the body
    except TooManyFilesSent:
        return _("At most %(limit)d files are taken at a time. Put many articles into one table.") % {
            "limit": settings.DATA_UPLOAD_MAX_NUMBER_FILES
        }
    return ""


def _show_form(
    request: HttpRequest, project: Project, form: UploadForm, *, excess: str = "", status: int
) -> HttpResponse:
    context = {
        "project": project,
        "section": "project",
        "is_lead": True,
        "form": form,
        "excess": excess,
        "runs": project.imports.select_related("started_by").order_by("-pk")[:RUNS_SHOWN],
        "limits": {
            "rows": bulk.MAX_ROWS,
            "bytes": bulk.MAX_UPLOAD,
            "files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        },
        "single": ", ".join(READERS),
        "lists": ", ".join(LIST_FORMATS),
    }
    return render(request, "annotations/import.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def show_run(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What an import would do, does or did, row by row; a POST starts, stops or drops it.

    With `turn` in the address a running one gets its next turn, as from the bar that asks again and again:
    that is how it goes on in a browser without script where no worker runs.
    """
    project = _get_project(request, slug)
    run = get_object_or_404(project.imports.select_related("started_by"), pk=pk)
    if request.method == "POST":
        return _act(request, run)
    if "turn" in request.GET and run.state == ImportRun.State.IMPORTING:
        tasks.look_after(run)
        run.refresh_from_db()
    rows = run.rows.order_by("number").select_related("article").defer("text", "article__text")
    state = request.GET.get("state", "")
    if state in ImportRow.State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows.annotate(start=Left("text", PREVIEW)), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "project": project,
        "section": "project",
        "is_lead": True,
        "run": run,
        "page": page,
        "state": state,
        "kept": f"state={state}" if state in ImportRow.State.values else "",
        "counts": _count_states(run),
    }
    return render(request, "annotations/import_run.html", context)


@require_safe
@never_cache
@login_required
def show_progress(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The bar alone, which asks for itself again; at the end it has the whole page loaded."""
    project = _get_project(request, slug)
    run = get_object_or_404(project.imports, pk=pk)
    tasks.look_after(run)
    run.refresh_from_db()
    response = render(request, "annotations/_import_progress.html", {"project": project, "run": run})
    if run.state != ImportRun.State.IMPORTING:
        response["HX-Refresh"] = "true"
    return response


@require_safe
@login_required
def download_rows(request: HttpRequest, slug: str, pk: int) -> StreamingHttpResponse:
    """Send the rows as a table, while they are read: all of them, or with `state` those of one."""
    project = _get_project(request, slug)
    run = get_object_or_404(project.imports, pk=pk)
    rows = run.rows.order_by("number").defer("text")
    state = request.GET.get("state", "")
    if state in ImportRow.State.values:
        rows = rows.filter(state=state)
    name = f"{project.slug}-import-{run.pk}{f'-{state}' if state else ''}.csv"
    return StreamingHttpResponse(
        _csv_lines(request, rows.iterator(chunk_size=1000)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _get_project(request: HttpRequest, slug: str) -> Project:
    user = cast(User, request.user)
    project = get_project(user, slug)
    if role_in(user, project) != Role.LEAD:
        raise PermissionDenied
    return project


def _act(request: HttpRequest, run: ImportRun) -> HttpResponse:
    user = cast(User, request.user)
    act = request.POST.get("act")
    try:
        if act == "discard":
            bulk.discard_import(run=run, by=user)
            messages.success(request, _("The import is gone from the list."))
            return redirect("import_articles", slug=run.project.slug)
        if act == "stop":
            bulk.stop_import(run=run, by=user)
        else:
            with transaction.atomic():
                bulk.start_import(run=run, by=user, at=timezone.now())
                transaction.on_commit(partial(tasks.run_import.enqueue, run.pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("import_run", slug=run.project.slug, pk=run.pk)


def _count_states(run: ImportRun) -> list[tuple[str, str, int]]:
    """Return each state that rows can be in, its name and how many are."""
    counts = {
        ImportRow.State.WAITING: run.total - run.done,
        ImportRow.State.ADDED: run.added,
        ImportRow.State.KNOWN: run.known,
        ImportRow.State.REFUSED: run.refused,
    }
    return [(state.value, str(state.label), count) for state, count in counts.items() if count]


class _Echo:
    """A file that hands each line back, as csv's writer wants one."""

    def write(self, line: str) -> str:
        return line


def _csv_lines(request: HttpRequest, rows: Iterator[ImportRow]) -> Iterator[str]:
    write = csv.writer(_Echo()).writerow
    yield "\ufeff" + write(COLUMNS)  # without the mark, spreadsheets take it for their own encoding
    for row in rows:
        article = (
            request.build_absolute_uri(reverse("workspace", args=[row.article_id])) if row.article_id else ""
        )
        cells = (row.file, row.row or "", row.get_state_display(), row.title, row.problem, article)
        yield write([_harmless(str(cell)) for cell in cells])


def _harmless(cell: str) -> str:
    """Return the cell so that a spreadsheet does not take a stranger's title for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
