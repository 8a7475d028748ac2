"""Only the workflow writes: faces parse, make one call into it, and translate the error."""

import ast
from pathlib import Path

import pytest

APP = Path(__file__).parent.parent / "annotations"
FACES = ("presenting", "web", "api", "admin", "management", "tasks", "templatetags")

# Methods of managers, querysets and models that write whatever they are called with.
ALWAYS = {"save", "save_m2m", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
# Base classes that write by themselves, unless the method named here is overridden.
WRITING_BASES = {
    "CreateModelMixin": {"perform_create"},
    "UpdateModelMixin": {"perform_update"},
    "DestroyModelMixin": {"perform_destroy"},
    "ModelViewSet": {"perform_create", "perform_update", "perform_destroy"},
    "CreateAPIView": {"perform_create"},
    "UpdateAPIView": {"perform_update"},
    "DestroyAPIView": {"perform_destroy"},
    "CreateView": {"form_valid"},
    "UpdateView": {"form_valid"},
    "DeleteView": {"form_valid"},
}


def find_writes(source: str) -> list[str]:
    """Return what a face's text writes around the workflow: one "line: code" each.

    A call into a name imported from the workflow is none: `projects.create()` where `projects` is its module.
    """
    tree = ast.parse(source)
    workflow = _list_workflow_names(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if _get_root(node.func) not in workflow and _is_write(node, node.func.attr):
                found.append(f"{node.lineno}: {ast.unparse(node)}")
        elif isinstance(node, ast.ClassDef):
            found += _list_writing_bases(node)
    return found


def _is_write(call: ast.Call, method: str) -> bool:
    """Return whether the call has the shape of a database write.

    A queryset's `update` takes keywords only, a dict's nearly always another mapping. `delete` of a model or
    a queryset takes nothing, that of a cache or a storage takes a key. `cursor` is raw SQL.
    """
    method = method.removeprefix("a") if method[1:] in ALWAYS | {"update", "delete"} else method
    if method == "update":
        return bool(call.keywords) and not call.args and all(keyword.arg for keyword in call.keywords)
    if method == "delete":
        return not call.args and all(keyword.arg in ("using", "keep_parents") for keyword in call.keywords)
    return method in ALWAYS or method == "cursor"


def _list_workflow_names(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and "workflow" in (node.module or "").split(".")
        for alias in node.names
    }


def _get_root(node: ast.expr) -> str:
    """Return the name a chain of attributes, calls and indexes starts from, or an empty text."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _list_writing_bases(node: ast.ClassDef) -> list[str]:
    own = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    names = {base.attr if isinstance(base, ast.Attribute) else ast.unparse(base) for base in node.bases}
    return [
        f"{node.lineno}: class {node.name} writes through {name}; override {', '.join(sorted(hooks - own))}"
        for name, hooks in WRITING_BASES.items()
        if name in names and not hooks <= own
    ]


MODULES = sorted(path for face in FACES for path in [*APP.glob(f"{face}.py"), *APP.glob(f"{face}/**/*.py")])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(APP)))
def test_face_writes_through_the_workflow_only(path: Path) -> None:
    assert find_writes(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "claim.save()",
        "form.save(commit=False)",
        "Claim.objects.create(article=article)",
        "await Claim.objects.acreate(article=article)",
        "project.articles.get_or_create(title='x')",
        "Claim.objects.bulk_create([])",
        "Claim.objects.filter(pk=1).update(text='x')",
        "queryset.update(is_open=False)",
        "claim.delete()",
        "await claim.adelete()",
        "Claim.objects.all().delete()",
        "connection.cursor()",
        "from annotations.models import reviewing\nreviewing.create()",
        "class V(viewsets.ModelViewSet): pass",
        "class V(CreateModelMixin, GenericViewSet): pass",
    ],
)
def test_write_is_found(source: str) -> None:
    assert len(find_writes(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "context.update({'claim': claim})",
        "context.update(extra, page=1)",
        "context.update(**extra)",
        "digest.update(data)",
        "cache.delete('key')",
        "storage.delete(name=path)",
        "response.set_cookie('a', 'b')",
        "from annotations.workflow import projects\nprojects.create(name='x')",
        "from annotations.workflow.reviewing import record_review\nrecord_review(claim=claim)",
        "class V(CreateModelMixin):\n    def perform_create(self, serializer): ...",
    ],
)
def test_what_only_looks_like_a_write_is_not(source: str) -> None:
    assert find_writes(source) == []
