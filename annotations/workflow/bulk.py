"""Many articles at once: checked when they are uploaded, then imported in small transactions by a job.

Each row of the files lies in the database with its text until it is an article. A row's end and its article
are stored in one transaction; so a job that was killed is taken up where it was, by whichever machine.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import count
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from annotations.models import ImportRow, ImportRun, Project, Role, User
from annotations.reading import ArticleDetails, ArticleDraft, ReadingError, Row, normalised_hash, read_rows
from annotations.workflow.beating import Clock, beating
from annotations.workflow.importing import (
    Prepared,
    check_details,
    find_known,
    prepare_article,
    store_articles,
)
from annotations.workflow.refusals import Refused, require_role
from annotations.workflow.wording import say

MAX_ROWS = 100_000
MAX_UPLOAD = 512 * 1024 * 1024
"""Bytes of all files together."""

BATCH_ROWS = 25
BATCH_LENGTH = 250_000
"""Characters of a batch's articles; one that is longer makes a batch of its own."""

READ_ROWS = 500
READ_LENGTH = 4_000_000


class TooManyRows(Refused):
    """More articles than one import takes."""

    code = "too_many_rows"


class ImportNotReady(Refused):
    """An import that cannot be started, since it runs or has ended."""

    code = "import_not_ready"


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name, and its bytes at the start."""

    name: str
    stream: BinaryIO


def check_upload(
    *, project: Project, by: User, files: Sequence[Upload], encoding: str, language: str, now: Clock
) -> ImportRun:
    """Return a new run whose rows say what starting it would do; no article is stored yet.

    `encoding` holds for files without a byte order mark, empty for UTF-8; `language` for articles that name
    none, empty to detect it. Raises `NotAllowed` and `TooManyRows`, after which nothing is kept.
    """
    require_role(user=by, project=project, role=Role.LEAD)
    run = ImportRun.objects.create(
        project=project,
        started_by=by,
        started_at=now(),
        heartbeat_at=now(),
        files=[file.name for file in files],
        encoding=encoding,
        said_in=translation.get_language() or "en",
    )
    mine = ImportRun.objects.filter(pk=run.pk)
    try:
        with beating(mine, now=now):
            known, refused, total = _check_rows(run, _read_files(files, encoding), language)
    except BaseException:
        # Also when the server is stopped in the middle: what was read so far is of no use to anybody.
        run.delete()
        raise
    mine.update(
        state=ImportRun.State.CHECKED,
        total=total,
        known=known,
        refused=refused,
        done=known + refused,
        heartbeat_at=now(),
    )
    run.refresh_from_db()
    return run


def start_import(*, run: ImportRun, by: User, at: datetime) -> None:
    """Let the waiting rows be imported: after the check, or again after the run was stopped.

    It goes on in this lead's name. Raises `NotAllowed`, `ProjectArchived` and `ImportNotReady`.
    """
    require_role(user=by, project=run.project, role=Role.LEAD)
    startable = [ImportRun.State.CHECKED, ImportRun.State.STOPPED]
    started = ImportRun.objects.filter(pk=run.pk, state__in=startable).update(
        state=ImportRun.State.IMPORTING, started_by=by, heartbeat_at=at, failure="", worker="", attempts=0
    )
    if not started:
        raise ImportNotReady(_("This import is running or has ended already."))


def stop_import(*, run: ImportRun, by: User) -> None:
    """Stop after the batch that is being stored; what is imported stays, and the rest waits."""
    require_role(user=by, project=run.project, role=Role.LEAD)
    ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.IMPORTING).update(
        state=ImportRun.State.STOPPED, worker="", failure=_("A lead stopped it.")
    )


@transaction.atomic
def discard_import(*, run: ImportRun, by: User) -> None:
    """Drop an import that does not run, with the texts that wait in it; its articles stay."""
    require_role(user=by, project=run.project, role=Role.LEAD)
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state in (ImportRun.State.READING, ImportRun.State.IMPORTING):
        raise ImportNotReady(_("This import is running. Stop it first."))
    locked.delete()


def work_off(*, run: int, is_over: Callable[[], bool], now: Clock) -> bool:
    """Return whether rows wait for another turn, after importing batch by batch until `is_over` says so.

    Nothing happens where somebody else is at it; only `reaping` tells whether they are dead. The run stops,
    and says why, where its lead is one no more, the project was archived, or something broke; what broke goes
    on to the caller.
    """
    worker = secrets.token_hex(8)
    mine = ImportRun.objects.filter(pk=run, state=ImportRun.State.IMPORTING)
    if not mine.filter(worker="").update(worker=worker, heartbeat_at=now()):
        return False
    mine = mine.filter(worker=worker)
    said_in = mine.values_list("said_in", flat=True).get()
    try:
        with translation.override(said_in), beating(mine, now=now):
            is_left = _import_batch(mine, now)
            while is_left and not is_over():
                is_left = _import_batch(mine, now)
    except Exception as error:
        reason = str(error) or type(error).__name__
        mine.update(state=ImportRun.State.STOPPED, failure=reason, worker="")
        if isinstance(error, Refused):
            return False
        raise
    mine.update(worker="", heartbeat_at=now())
    return is_left


def _read_files(files: Sequence[Upload], encoding: str) -> Iterator[tuple[str, Row]]:
    for file in files:
        for row in read_rows(file.stream, name=file.name, encoding=encoding or None):
            yield file.name, row


def _check_rows(run: ImportRun, found: Iterable[tuple[str, Row]], language: str) -> tuple[int, int, int]:
    """Return how many rows are known already, how many are refused, and how many there are."""
    first_with: dict[bytes, int] = {}
    known = refused = total = 0
    for batch in _batches(_rows(run, found, language)):
        total += len(batch)
        if total > MAX_ROWS:
            raise TooManyRows(
                _("There are more than %(limit)d articles in these files. Bring them in by parts.")
                % {"limit": MAX_ROWS}
            )
        _mark_known(run, batch, first_with)
        known += sum(row.state == ImportRow.State.KNOWN for row, key in batch)
        refused += sum(row.state == ImportRow.State.REFUSED for row, key in batch)
        ImportRow.objects.bulk_create(row for row, key in batch)
    return known, refused, total


def _rows(run: ImportRun, found: Iterable[tuple[str, Row]], language: str) -> Iterator[tuple[ImportRow, str]]:
    """Yield each row to be stored, with the content hash of its article."""
    numbers = count(1)
    for file, read in found:
        row = ImportRow(run=run, number=next(numbers), file=file[-255:], row=read.number)
        key = ""
        try:
            if read.draft is None:
                raise read.error or ReadingError(name=file)
            details = {name: value for name, value in asdict(read.details).items() if value}
            if language:
                details.setdefault("language", language)
            check_details(draft=read.draft, details=ArticleDetails(**details))
        except ReadingError as error:
            row.state, row.problem = ImportRow.State.REFUSED, say(error)
        except Refused as refusal:
            row.state, row.problem = ImportRow.State.REFUSED, str(refusal)
        else:
            if published := details.get("published_on"):
                details["published_on"] = published.isoformat()
            row.title, row.text, row.length = read.draft.title, read.draft.text, len(read.draft.text)
            row.details, key = details, normalised_hash(row.text)
        yield row, key


def _batches(rows: Iterable[tuple[ImportRow, str]]) -> Iterator[list[tuple[ImportRow, str]]]:
    batch: list[tuple[ImportRow, str]] = []
    length = 0
    for row, key in rows:
        batch.append((row, key))
        length += row.length
        if len(batch) >= READ_ROWS or length >= READ_LENGTH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _mark_known(run: ImportRun, batch: list[tuple[ImportRow, str]], first_with: dict[bytes, int]) -> None:
    """Mark the rows whose content is in the project, or in an earlier row of the same import."""
    known = find_known(run.project, [key for row, key in batch if key])
    for row, key in batch:
        if not key:
            continue
        first = first_with.setdefault(bytes.fromhex(key), row.number)
        if key in known:
            row.state, row.article, row.problem = ImportRow.State.KNOWN, known[key], ""
            row.text = ""
        elif first != row.number:
            row.state, row.text = ImportRow.State.KNOWN, ""
            row.problem = _("The same text stands in these files before.")


def _import_batch(mine: Any, now: Clock) -> bool:
    """Return whether there may be more, after importing the next rows that wait."""
    run = mine.select_related("project", "started_by").first()
    if run is None:  # stopped by a lead, or given to another worker
        return False
    rows = _next_rows(run)
    if not rows:
        return not _finish(mine, now())
    prepared = _prepare(run, rows, now())
    with transaction.atomic():
        # Held until the end: stopping the run, or another worker, waits for this batch.
        if not mine.select_for_update().values_list("pk"):
            return False
        require_role(user=run.started_by, project=run.project, role=Role.LEAD)
        _store(run, rows, prepared)
        states = [row.state for row in rows]
        mine.update(
            done=F("done") + len(rows),
            added=F("added") + states.count(ImportRow.State.ADDED),
            known=F("known") + states.count(ImportRow.State.KNOWN),
            refused=F("refused") + states.count(ImportRow.State.REFUSED),
            heartbeat_at=now(),
            attempts=0,
        )
        return not _finish(mine, now())


def _finish(mine: Any, at: datetime) -> bool:
    """Return whether the run has ended, and note it, where nothing waits any more."""
    ended = {"state": ImportRun.State.FINISHED, "finished_at": at, "worker": ""}
    return bool(mine.filter(done=F("total")).update(**ended))


def _next_rows(run: ImportRun) -> list[ImportRow]:
    waiting = run.rows.filter(state=ImportRow.State.WAITING).order_by("number")
    chosen: list[int] = []
    room = BATCH_LENGTH
    # After a worker died over a batch, a row at a time: the others get through.
    for pk, length in waiting.values_list("pk", "length")[: 1 if run.attempts else BATCH_ROWS]:
        room -= length
        if chosen and room < 0:
            break
        chosen.append(pk)
    return list(ImportRow.objects.filter(pk__in=chosen).order_by("number"))


def _prepare(run: ImportRun, rows: Sequence[ImportRow], at: datetime) -> dict[int, Prepared]:
    """Return each row's article by the row's key; a row that has none says why and is refused."""
    prepared = {}
    for row in rows:
        details = dict(row.details)
        if published := details.get("published_on"):
            details["published_on"] = date.fromisoformat(published)
        try:
            prepared[row.pk] = prepare_article(
                project=run.project,
                draft=ArticleDraft(row.text, row.title),
                details=ArticleDetails(**details),
                by=run.started_by,
                at=at,
                key=normalised_hash(row.text),
            )
        except Refused as refusal:
            row.state, row.problem = ImportRow.State.REFUSED, str(refusal)
    return prepared


def _store(run: ImportRun, rows: Sequence[ImportRow], prepared: dict[int, Prepared]) -> None:
    stored = store_articles(project=run.project, prepared=list(prepared.values()))
    results = dict(zip(prepared, stored, strict=True))
    for row in rows:
        row.text = ""
        if result := results.get(row.pk):
            row.state = ImportRow.State.ADDED if result.is_new else ImportRow.State.KNOWN
            row.article = result.article
    ImportRow.objects.bulk_update(rows, ["state", "article", "text", "problem"])
