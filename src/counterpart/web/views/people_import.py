"""From a file to people in a programme: choose it, say what its columns are, look at it, add them."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.programmes import rules
from counterpart.programmes.importing import taking_in
from counterpart.programmes.importing.rows import Understood
from counterpart.programmes.importing.shapes import Field
from counterpart.programmes.importing.table import Table, Unreadable
from counterpart.programmes.models import Upload
from counterpart.web.asking import Asking
from counterpart.web.forms.importing import FileOfPeople, Mapping, Stages
from counterpart.web.signed_in import signed_in
from counterpart.web.views.programmes import organised, said

MEND = 422
SHOWN = 10
PROBLEMS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def upload(request: Asking, pk: UUID) -> HttpResponse:
    programme = organised(request.user, pk, open_only=True)
    form = FileOfPeople(said(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        people = form.cleaned_data["people"]
        try:
            row = taking_in.upload(
                programme, people.read(), people.name or "", by=request.user, at=timezone.now()
            )
        except Unreadable as problem:
            form.add_error("people", str(problem))
        else:
            return redirect("import-mapping", pk=row.pk)
    status = MEND if request.method == "POST" else 200
    return render(request, "programmes/upload.html", {"programme": programme, "form": form}, status=status)


def _find(request: Asking, pk: UUID) -> Upload:
    visible = Upload.objects.visible_to(request.user).select_related("programme", "by")
    row = get_object_or_404(visible, pk=pk)
    if not rules.can_change(request.user, row.programme):
        raise PermissionDenied
    return row


def _elsewhere(row: Upload) -> HttpResponse:
    """This file is no longer one to decide about: on its way in, or gone."""
    return redirect("import-progress", pk=row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mapping(request: Asking, pk: UUID) -> HttpResponse:
    row = _find(request, pk)
    try:
        table = taking_in.table_of(row)
        form = Mapping(said(request), table=table, guessed=taking_in.columns_of(row))
        if request.method == "POST" and form.is_valid():
            taking_in.map_columns(row, form.mapping(), by=request.user, at=timezone.now())
            asked = taking_in.titles_of(row, table)
            return redirect("import-stages" if asked else "import-preview", pk=row.pk)
    except taking_in.AlreadyBegun:
        return _elsewhere(row)
    context = {"programme": row.programme, "upload": row, "form": form, "people": len(table.rows)}
    return render(request, "programmes/mapping.html", context, status=MEND if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stages(request: Asking, pk: UUID) -> HttpResponse:
    row = _find(request, pk)
    try:
        table = taking_in.table_of(row)
        titles, known = taking_in.titles_of(row, table), taking_in.stages_of(row, table)
        form = Stages(said(request), titles=titles, stages=known)
        if request.method == "POST" and form.is_valid():
            taking_in.map_stages(row, form.stages(), by=request.user, at=timezone.now())
            return redirect("import-preview", pk=row.pk)
    except taking_in.AlreadyBegun:
        return _elsewhere(row)
    context = {
        "programme": row.programme,
        "upload": row,
        "form": form,
        "column": table.columns[taking_in.columns_of(row)[Field.STAGE]] if titles else "",
        "more": len(titles) - len(form.asked),
    }
    return render(request, "programmes/stages.html", context, status=MEND if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preview(request: Asking, pk: UUID) -> HttpResponse:
    """What will be added, or what is to be mended. It reads the same whoever is known here already."""
    row = _find(request, pk)
    try:
        if request.method == "POST":
            taking_in.begin(row, by=request.user, at=timezone.now())
            return _begun(request, row)
        table = taking_in.table_of(row)
    except taking_in.AlreadyBegun:
        return _elsewhere(row)
    except taking_in.ToBeMended:
        return redirect("import-preview", pk=row.pk)
    if not row.mapping:
        return redirect("import-mapping", pk=row.pk)
    found = taking_in.understood(row, table)
    if found.problems:
        return _problems(request, row, table, found)
    context = {
        "programme": row.programme,
        "upload": row,
        "found": found,
        "first": found.lines[:SHOWN],
        "people": len(found.lines),
        "with_stage": sum(line.who.stage is not None for line in found.lines),
        "with_manager": sum(bool(line.manager) for line in found.lines),
    }
    return render(request, "programmes/preview.html", context)


def _problems(request: Asking, row: Upload, table: Table, found: Understood) -> HttpResponse:
    page = Paginator(found.problems, PROBLEMS).get_page(request.GET.get("page"))
    context = {
        "programme": row.programme,
        "upload": row,
        "page": page,
        "rows": len({problem.row for problem in found.problems}),
        "people": len(table.rows),
    }
    return render(request, "programmes/problems.html", context)


def _begun(request: Asking, row: Upload) -> HttpResponse:
    if not row.finished_at:
        return redirect("import-progress", pk=row.pk)
    messages.success(request, what_came_of(row))
    return redirect("invite", pk=row.programme_id)


def what_came_of(row: Upload) -> str:
    added = ngettext("%(added)s person was added.", "%(added)s people were added.", row.added)
    if not row.known:
        return added % {"added": row.added}
    known = ngettext(
        "%(known)s was in this programme already and stays as they are.",
        "%(known)s were in this programme already and stay as they are.",
        row.known,
    )
    return f"{added % {'added': row.added}} {known % {'known': row.known}}"


@require_safe
@signed_in
def progress(request: Asking, pk: UUID) -> HttpResponse:
    row = _find(request, pk)
    context = {
        "programme": row.programme,
        "upload": row,
        "came_of": what_came_of(row) if row.finished_at else "",
    }
    return render(request, "programmes/progress.html", context)


@require_POST
@signed_in
def cancel(request: Asking, pk: UUID) -> HttpResponse:
    row = _find(request, pk)
    taking_in.cancel(row, by=request.user, at=timezone.now())
    messages.success(request, _("The file is forgotten. Nobody was added."))
    return redirect("programme", pk=row.programme_id)
