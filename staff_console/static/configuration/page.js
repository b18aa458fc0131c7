// The page of configuration: the tables on the left, one of them as forms on the right, what is not saved below.

import { h, icon, replace } from "/static/web/dom.js";
import { createDraft } from "./draft.js";
import { filePage } from "./file_page.js";
import { historyPage } from "./history_page.js";
import { addLookups } from "./lookup.js";
import { previewPage } from "./preview_page.js";
import { saveBar } from "./save_bar.js";
import { stepsPage } from "./steps_page.js";
import { tablePage } from "./table_page.js";

const JUDGE_AFTER_MS = 400;
const OTHERS = { preview: previewPage, history: historyPage, file: filePage, steps: stepsPage };

/** Draws into `place`. `context`: {texts, session, act, read, icons}. */
export async function configurationPage(context, place) {
  const { texts: { _, nrich } } = context;
  const nav = h("nav", { class: "config-nav", "aria-label": _("Parts of the configuration") });
  const main = h("div", { class: "config-main" });
  const page = { context, open, judge, goTo, show, redraw, reload, answer: null };
  const bar = saveBar(page);
  let shown = null;
  let timer = 0;
  let asked = 0;

  async function reload() {
    const answer = await context.read("configuration");
    if (!answer?.ok) return replace(place, h("p", { class: "card quiet", role: "alert" }, answer?.body.detail ?? _("That did not work. Please try again.")));
    const { revision, document, form, history, templates, shared_pages: sharedPages, readable } = answer.body;
    const owner = `${context.session.case_manager.id} ${document.site.code}`;
    Object.assign(context, { form, history, templates, sharedPages, readable, draft: createDraft({ owner, revision, document, form }), saved: revision, changed: later, judged: null });
    addLookups(context);
    replace(place, h("div", { class: "config" }, nav, h("div", { class: "config-side" }, main, bar.node)));
    return redraw();
  }

  function redraw() {
    open(nameInAddress(), { isQuiet: true });
    judge();
  }

  function nameInAddress() {
    const name = location.hash.slice(1);
    return name in OTHERS || context.form.tables.some((table) => table.name === name) ? name : "site";
  }

  function open(name, { row = null, isQuiet = false } = {}) {
    if (location.hash !== `#${name}`) history.replaceState(null, "", `#${name}`);
    const table = context.form.tables.find((one) => one.name === name);
    shown = table ? tablePage(context, table, row) : OTHERS[name](page);
    replace(main, shown.node);
    if (table && context.judged) shown.show(context.judged.findings);
    drawNav(name);
    bar.update();
    if (!isQuiet) {
      scrollTo({ top: 0 });
      main.querySelector("h2")?.focus({ preventScroll: true });
    }
  }

  function drawNav(current) {
    const wrong = new Set((context.judged?.findings ?? []).map(({ path }) => path[0]));
    const changed = context.draft.changed();
    const item = (name, title, extra) => h("button", { type: "button", "aria-current": name === current ? "page" : null, dataset: { page: name }, onclick: () => open(name) }, h("span", {}, title), extra);
    const marks = (table) => [
      missing(table) > 0 && h("span", { class: "config-count warn" }, icon("languages", { label: _("missing translations") }), missing(table)),
      wrong.has(table.name) && icon("circle-alert", { label: _("something to put right"), class: "config-nav-wrong" }),
      table.name in changed && icon("pencil", { label: _("not saved") }),
    ];
    replace(nav,
      context.form.groups.map(({ name, title }) => h("div", { class: "config-group" }, h("h2", {}, title),
        context.form.tables.filter(({ group }) => group === name).map((table) => item(table.name, table.title, marks(table))))),
      h("div", { class: "config-group" }, h("h2", {}, _("All together")),
        item("preview", _("Preview")), item("history", _("Changes")), item("file", _("Import and export")), item("steps", _("Step by step"))));
  }

  function missing(table) {
    if (!table.many) return 0;
    return context.draft.look(table.name).reduce((sum, row) => sum + context.missingTexts(table, row), 0);
  }

  /** A field was changed: judged a moment later. */
  function later() {
    context.draft.touch();
    bar.update();
    clearTimeout(timer);
    timer = setTimeout(judge, JUDGE_AFTER_MS);
  }

  async function judge() {
    clearTimeout(timer);
    const mine = (asked += 1);
    const tables = context.draft.changed();
    if (!Object.keys(tables).length) context.judged = null;
    else {
      const answer = await context.act("configuration/check", { revision: context.draft.revision, tables }, { quiet: true });
      if (mine !== asked) return null;
      if (!answer?.ok) return null;
      context.judged = answer.body;
    }
    shown?.show?.(context.judged?.findings ?? []);
    drawNav(nameInAddress());
    bar.update();
    return context.judged;
  }

  function show(findings) {
    context.judged = { changes: [], notes: [], touched: [], ...context.judged, findings };
    if (findings.length) goTo(findings[0]);
  }

  /** To the field of a finding. */
  function goTo(finding) {
    const [table, row] = finding.path;
    open(table, { row: typeof row === "number" ? row : null });
    const field = main.querySelector("[aria-invalid='true']") ?? main.querySelector(".is-wrong");
    field?.scrollIntoView({ block: "center" });
    field?.focus?.({ preventScroll: true });
    if (!field) replace(main.querySelector(".config-said") ?? main.appendChild(h("p", { class: "card bad config-said", role: "alert" })), nrich("{count} thing to put right", "{count} things to put right", context.judged.findings.length), ": ", finding.message);
  }

  place.addEventListener("config-open", ({ detail }) => open(detail));
  return reload();
}
