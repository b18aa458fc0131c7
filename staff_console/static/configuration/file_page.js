// The whole configuration as a file, out and in: an import shows what it would change before anything happens.

import { notice } from "/static/web/dialogs.js";
import { h, icon, replace } from "/static/web/dom.js";
import { changeList } from "./changes.js";
import { isSureOfTouched } from "./save_bar.js";

export function filePage(page) {
  const { context } = page;
  const { texts: { _ } } = context;
  const result = h("div", { class: "stack", role: "status" });
  const input = h("input", { type: "file", id: "config-file", accept: ".toml,application/toml,text/plain", onchange: async () => {
    const [file] = input.files;
    if (file) look(page, await file.text(), result);
  } });
  return { node: h("section", { class: "stack", "aria-labelledby": "config-title" },
    h("h2", { id: "config-title", tabindex: "-1" }, _("Import and export")),
    h("div", { class: "card stack" }, h("h3", {}, _("Export")),
      h("p", {}, _("The site file holds all that these pages say. Keep one as a copy, or begin another service point with it.")),
      h("p", {}, h("a", { class: "button", href: "/staff/api/configuration/file", download: "" }, icon("download"), _("Download the site file")))),
    h("div", { class: "card stack" }, h("h3", {}, _("Import")),
      h("p", {}, _("A file replaces the whole configuration. First you see what it would change.")),
      h("div", { class: "field" }, h("label", { for: "config-file" }, _("Site file")), input), result)) };
}

async function look(page, text, result) {
  const { context } = page;
  const { texts: { _, nrich } } = context;
  const answer = await context.act("configuration/file/check", { text }, { quiet: true });
  if (!answer) return;
  const findings = answer.body.findings ?? [];
  if (!answer.ok && !findings.length) {
    replace(result, h("p", { class: "wrong" }, icon("circle-alert"), answer.body.detail ?? _("That did not work. Please try again.")));
    return;
  }
  if (findings.length) {
    replace(result, h("p", { class: "wrong" }, icon("circle-alert"), h("span", {}, nrich("{count} thing to put right", "{count} things to put right", findings.length))),
      h("ul", {}, findings.map((finding) => h("li", {}, placeOf(context, finding), finding.message))));
    return;
  }
  replace(result, h("h3", {}, _("What changes")), changeList(context, answer.body.changes),
    answer.body.changes.length > 0 && h("button", { type: "button", class: "button primary", onclick: () => take(page, text, answer.body.touched) }, icon("upload"), _("Import it")));
}

function placeOf({ form }, { path: [name, row, key] }) {
  const table = form.tables.find((one) => one.name === name);
  if (!table) return "";
  const label = table.keys.find((one) => one.name === (typeof row === "number" ? key : row))?.label;
  return [h("strong", {}, [table.title, typeof row === "number" && row + 1, label].filter(Boolean).join(" · ")), ": "];
}

async function take(page, text, touched) {
  const { context } = page;
  const { texts: { _ } } = context;
  if (touched.length && !(await isSureOfTouched(context, touched))) return;
  const answer = await context.act("configuration/file", { text, revision: context.saved });
  if (!answer) return;
  if (!answer.ok) {
    notice(answer.body.detail ?? _("That did not work. Please try again."), { kind: "warn" });
    return;
  }
  context.draft.drop();
  notice(_("Imported"), { kind: "good" });
  page.reload();
}
