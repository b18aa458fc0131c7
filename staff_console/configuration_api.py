"""Configuration in the browser: read it, judge a draft, save, undo, put on top of a colleague's, file in and out."""

from collections.abc import Callable

from flask import Response

from i18n.languages import READABLE
from i18n.texts import Texts, translator
from rules.errors import PlanRefused
from rules.roles import Permission
from rules.site_file_checks import SHARED_PAGES
from rules.site_file_problems import SiteFileRefused
from service_point import configuration
from service_point.boards import Picture
from service_point.configuration import Proposal, changes_json
from service_point.people import SignedIn
from service_point.plan_history import history_json
from service_point.template_site import template_rows
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.configuration_form import findings_json, form_json
from staff_console.configuration_forms import (
    ConfigurationAnswer,
    Draft,
    JudgedAnswer,
    RebasedAnswer,
    SavedAnswer,
    SiteFileImport,
    SiteFileText,
    Undo,
)
from staff_console.problems import STAFF_PROBLEMS
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.languages import reader_language
from web.problems import problem
from web.requests import Body, large_body, request_of

REFUSALS = [401, 403, 404, 409, 413, 422]


@staff_console.get("/api/configuration")
@for_staff(Permission.CONFIGURE)
@staff_console.output(ConfigurationAnswer)
@staff_console.doc(responses=[401, 403])
def get_configuration() -> Response:
    """All that the site file says, the forms to change it, and who changed what."""
    with house().office.read() as session:
        site = configuration.configuration(session, current_staff().site_id)
        body = {
            "revision": site.plan_revision,
            "document": site.plan,
            "form": form_json(_texts()),
            "history": history_json(session, site.id),
            "templates": template_rows(),
            "shared_pages": SHARED_PAGES,
            "readable": list(READABLE),
        }
    return json_answer(body, 200)


@staff_console.post("/api/configuration/check")
@for_staff(Permission.CONFIGURE)
@large_body
@staff_console.input(Draft, arg_name="draft")
@staff_console.output(JudgedAnswer)
@staff_console.doc(responses=[401, 403, 413, 422])
def check_draft(draft: Draft) -> Response:
    """What is wrong with a draft and what saving it would change. Nothing is saved."""
    with house().office.read() as session:
        return json_answer(_judged(configuration.propose(session, current_staff(), draft.tables)), 200)


@staff_console.post("/api/configuration")
@for_staff(Permission.CONFIGURE)
@large_body
@staff_console.input(Draft, arg_name="draft")
@staff_console.output(SavedAnswer)
@staff_console.doc(responses=REFUSALS)
def save_draft(draft: Draft) -> Response:
    """Save it, whole or not at all. 409 `PlanChanged`; 422 `PlanRefused` with `findings`; 403 `ConfirmNeeded`."""
    return _saved(draft, lambda unit, who: configuration.save(unit, who, draft.revision, draft.tables))


@staff_console.post("/api/configuration/undo")
@for_staff(Permission.CONFIGURE)
@staff_console.input(Undo, arg_name="wanted")
@staff_console.output(SavedAnswer)
@staff_console.doc(responses=REFUSALS)
def undo_change(wanted: Undo) -> Response:
    """Take a change back, as a new one. 409 `NoLongerFits`, `PlanChanged`; 404 `UnknownRevision`; 422 `PlanRefused`."""
    return _saved(wanted, lambda unit, who: configuration.undo(unit, who, wanted.revision, wanted.change))


@staff_console.post("/api/configuration/rebase")
@for_staff(Permission.CONFIGURE)
@large_body
@staff_console.input(Draft, arg_name="draft")
@staff_console.output(RebasedAnswer)
@staff_console.doc(responses=REFUSALS)
def rebase_draft(draft: Draft) -> Response:
    """A draft made from an older revision, on top of what others saved since. 409 `NoLongerFits`. Nothing is saved."""
    with house().office.read() as session:
        site, document = configuration.rebased(session, current_staff(), draft.revision, draft.tables)
        tables = {name: value for name, value in document.items() if value != site.plan.get(name)}
        body = {"revision": site.plan_revision, "document": site.plan, "tables": tables}
    return json_answer(body, 200)


@staff_console.get("/api/configuration/file")
@for_staff(Permission.CONFIGURE)
@staff_console.doc(responses=[200, 401, 403])
def export_site_file() -> Response:
    """The site file (TOML), equal in every value to the configuration."""
    who = current_staff()
    with house().office.read() as session:
        code = configuration.configuration(session, who.site_id).code
        text = configuration.export_file(session, who.site_id)
    answer = Response(text, mimetype="application/toml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{code}.toml"'
    return answer


@staff_console.post("/api/configuration/file/check")
@for_staff(Permission.CONFIGURE)
@large_body
@staff_console.input(SiteFileText, arg_name="given")
@staff_console.output(JudgedAnswer)
@staff_console.doc(responses=[401, 403, 413, 422])
def check_site_file(given: SiteFileText) -> Response:
    """What importing a site file would change. 422 `PlanRefused` when it is no TOML. Nothing is saved."""
    try:
        with house().office.read() as session:
            return json_answer(_judged(configuration.propose_file(session, current_staff(), given.text)), 200)
    except SiteFileRefused as refused:
        return _unreadable(refused)


@staff_console.post("/api/configuration/file")
@for_staff(Permission.CONFIGURE)
@large_body
@staff_console.input(SiteFileImport, arg_name="given")
@staff_console.output(SavedAnswer)
@staff_console.doc(responses=REFUSALS)
def import_site_file(given: SiteFileImport) -> Response:
    """Make a site file the configuration. Always 403 `ConfirmNeeded` first; 409 `PlanChanged`; 422 `PlanRefused`."""
    return _saved(given, lambda unit, who: configuration.import_file(unit, who, given.revision, given.text))


def _saved(body: Body, work: Callable[[Unit, SignedIn], Proposal]) -> Response:
    """With one request id a click counts once: asked again, `PlanChanged` would be said of one's own change."""
    who = current_staff()

    def once(unit: Unit) -> Picture:
        proposal = work(unit, who)
        revision = configuration.configuration(unit.session, unit.site_id).plan_revision
        return {"revision": revision, **changes_json(proposal)}

    try:
        answer = house().office.once(who.site_id, request_of(who.actor, body), once)
    except PlanRefused as refused:
        status, text = STAFF_PROBLEMS[PlanRefused]
        findings = findings_json(refused.values["findings"], _texts())
        return problem(status, refused.code, text, findings=findings)
    except SiteFileRefused as unreadable:
        return _unreadable(unreadable)
    return json_answer(answer.body, answer.status)


def _unreadable(refused: SiteFileRefused) -> Response:
    status, text = STAFF_PROBLEMS[PlanRefused]
    findings = [{"path": [], "message": str(one), "allowed": ""} for one in refused.problems]
    return problem(status, "PlanRefused", text, findings=findings)


def _judged(proposal: Proposal) -> Picture:
    texts = _texts()
    found = {name: findings_json(getattr(proposal, name), texts) for name in ("findings", "notes")}
    return {**found, **changes_json(proposal)}


def _texts() -> Texts:
    return translator(reader_language())
