// The first run, step by step, on the same forms: what is done is ticked, and each step leads to its page. It ends with a
// kiosk that runs.

import { openDialog } from "/static/web/dialogs.js";
import { h, icon, replace } from "/static/web/dom.js";
import { selectField, textField } from "../fields.js";
import { linkDialog } from "../person_dialog.js";

export function stepsPage(page) {
  const { context } = page;
  const { texts: { _ } } = context;
  const count = (table) => context.draft.look(table).length;
  const people = h("div", { class: "stack" });
  const devices = h("div", { class: "stack" });
  const steps = [
    { table: "site", title: _("Service point"), text: _("Name, clock and languages. You have said it already; look once more."), isDone: true },
    { table: "hours", title: _("Weekly hours"), text: _("When consultations are held. Without hours the kiosk gives no numbers."), isDone: count("hours") > 0 },
    { table: "topics", title: _("Topics"), text: _("They came with the program, with texts in every language. Keep, change, remove or add."), isDone: count("topics") > 0 },
    { table: "desks", title: _("Desks"), text: _("What stands on the signs, and which are reached without steps."), isDone: count("desks") > 0 },
    { table: "case_managers", title: _("People"), text: _("Who advises, in which languages, on which topics. Then give each a link to sign in."), isDone: count("case_managers") > 1, more: people },
    { table: null, title: _("Devices"), text: _("Name the kiosk, then open its link on the device itself."), isDone: false, more: devices },
  ];
  replace(devices, deviceForm(context), h("p", { class: "muted" }, _("Or pair a device by the code that it shows: page “Devices” of the console.")));
  showPeople(context, people);
  return { node: h("section", { "aria-labelledby": "config-title" },
    h("h2", { id: "config-title", tabindex: "-1" }, _("Step by step to a running kiosk")),
    h("ol", { class: "config-steps" }, steps.map((step, index) => h("li", { class: ["card", step.isDone && "is-done"] },
      h("span", { class: "config-step-sign" }, step.isDone ? icon("circle-check", { label: _("done") }) : index + 1),
      h("div", { class: "stack" }, h("h3", {}, step.title), h("p", {}, step.text),
        step.table && h("p", {}, h("button", { type: "button", class: ["button", !step.isDone && "primary"], dataset: { step: step.table }, onclick: () => {
          page.isStepping = true; // saving leads back here
          page.open(step.table);
        } }, icon("pencil"), h("span", {}, step.title))), step.more))))) };
}

async function showPeople(context, place) {
  const { texts: { _ } } = context;
  if (context.session.case_manager.role !== "lead") return;
  const answer = await context.read("people");
  if (!answer?.ok) return;
  const without = answer.body.people.filter(({ is_mine: isMine, state }) => isMine && state === "no_login");
  replace(place, without.map((person) => h("p", { class: "row" }, h("bdi", {}, person.name), h("button", { type: "button", class: "button small", onclick: async () => {
    const made = await context.act(`people/${person.id}/link`);
    if (made?.ok) linkDialog(context, made.body);
    showPeople(context, place);
  } }, icon("mail"), _("Make a link to sign in")))));
}

function deviceForm(context) {
  const { texts: { _ } } = context;
  const name = textField({ label: _("Name of the device"), name: "device-name", value: _("Kiosk"), autocapitalize: "sentences" });
  const kind = selectField({ label: _("Kind"), name: "device-kind", choices: [{ value: "kiosk", text: _("Kiosk") }, { value: "display", text: _("Display") }] });
  const send = async (event) => {
    event.preventDefault();
    const answer = await context.act("setup/device", { name: name.input.value, kind: kind.input.value });
    if (answer?.ok) deviceDialog(context, answer.body.link);
  };
  return h("form", { class: "stack", onsubmit: send }, h("div", { class: "form-grid" }, kind.node, name.node),
    h("p", {}, h("button", { type: "submit", class: "button primary" }, icon("monitor"), _("Add the device"))));
}

function deviceDialog({ texts: { _ } }, link) {
  const address = new URL(link, location.origin).href;
  const field = textField({ label: _("Link"), name: "device-link", value: address, readonly: true, dir: "ltr" });
  const dialog = openDialog({ title: _("The device is ready"), icon: "monitor", class: "wide-dialog" },
    h("p", {}, _("Open this link on the device, once. It is shown only now; a new one makes the old one void.")), field.node,
    h("div", { class: "dialog-actions" },
      h("a", { class: "button primary", href: address, target: "_blank", rel: "noopener" }, icon("external-link"), _("Open it here")),
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Done"))));
}
