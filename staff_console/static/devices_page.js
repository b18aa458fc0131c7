// The page of devices: every kiosk, board and printer as it is now; connect one by the code on its screen, rename it, let it go.

import { ask, notice, openDialog } from "/static/web/dialogs.js";
import { h, icon, oneTap } from "/static/web/dom.js";
import { displaysPanel } from "./displays.js";
import { problemLine, selectField, textField } from "./fields.js";
import { kiosksPanel } from "./kiosks.js";
import { pageFrame } from "./page_frame.js";
import { printersPanel } from "./printers.js";
import { readDisplays, readKiosks } from "./server.js";

export function devicesScreen(context) {
  const { texts: { _ } } = context;
  const printers = printersPanel(context);
  const connect = h("button", { type: "button", class: "button primary connect-device", onclick: oneTap(() => connectDialog(context, () => screen.reload())) }, icon("monitor-smartphone"), _("Connect a device"));
  const screen = pageFrame(context, { title: _("Devices"), heads: [connect], load: async () => parts(context, printers, () => screen.reload()) });
  return { ...screen, tick: () => {
    screen.tick();
    printers.tick();
  } };
}

function parts(context, printers, reload) {
  const { texts: { _ } } = context;
  return [
    h("p", { class: "muted" }, _("A kiosk or board says every 20 seconds that it is there. One that falls silent for a minute stands out here and on every console.")),
    kiosksPanel(context, (device) => buttons(context, device, reload)).node,
    displaysPanel(context, (device) => buttons(context, device, reload)).node,
    printers.node,
  ];
}

function buttons(context, device, reload) {
  const { texts: { _ } } = context;
  return h("span", { class: "row device-buttons" },
    h("button", { type: "button", class: "button", onclick: oneTap(() => renameDialog(context, device.latest(), reload)) }, icon("pencil"), _("Rename")),
    h("button", { type: "button", class: "button", onclick: oneTap(() => disconnect(context, device.latest(), reload)) }, icon("power"), _("Disconnect")));
}

// --- connect --------------------------------------------------------------------------------------------------------

async function connectDialog(context, reload) {
  const { texts: { _, rich } } = context;
  const [kiosks, displays] = await Promise.all([readKiosks(context.texts.language), readDisplays(context.texts.language)]);
  const known = [...(kiosks.body.kiosks ?? []), ...(displays.body.displays ?? [])];
  const problem = problemLine();
  const code = textField({ label: _("Code on its screen"), name: "device-code", autocomplete: "off", autocapitalize: "characters", dir: "ltr", required: true, class: "code-input", maxlength: 20 });
  const name = textField({ label: _("Name"), name: "device-name", autocomplete: "off", autocapitalize: "sentences", maxlength: 40, required: true, hint: _("As everybody here calls its place: “Foyer”.") });
  const place = selectField({ label: _("Is it new?"), name: "device-place", hint: _("In the place of another one it keeps that one’s name and settings. The old machine is disconnected."),
    choices: [{ value: "", text: _("A further device") }, ...known.map((one) => ({ value: one.id, text: _("In the place of {name}", { name: one.name }) }))] });
  place.input.addEventListener("change", () => (name.node.hidden = Boolean(place.input.value)));
  const send = async (event) => {
    event.preventDefault();
    const old = known.find(({ id }) => String(id) === place.input.value);
    const given = { code: code.input.value, name: old?.name ?? name.input.value.trim(), ...(old && { in_place_of: old.id }) };
    if (!given.code.trim() || !given.name) return problem.say(_("Please enter the code and a name."));
    const answer = await context.act("devices", given, { quiet: true });
    if (!answer) return undefined;
    if (!answer.ok) return problem.say(answer.body.detail ?? _("That did not work. Please try again."));
    dialog.close();
    notice(_("{name} is connected. Its screen starts within a few seconds.", { name: answer.body.device.name }), { kind: "good" });
    return reload();
  };
  const address = (face) => h("bdi", { dir: "ltr", class: "strong nowrap" }, `${location.origin}/${face}/`);
  const dialog = openDialog({ title: _("Connect a device"), icon: "monitor-smartphone", class: "connect-dialog" },
    h("form", { class: "stack", novalidate: true, onsubmit: send },
      h("ol", { class: "stack connect-steps" },
        h("li", {}, rich("On the new screen, open {kiosk} for a kiosk or {display} for a board.", { kiosk: address("kiosk"), display: address("display") })),
        h("li", {}, _("It shows eight letters. Type them in here."))),
      problem.node, code.node, place.node, name.node,
      h("div", { class: "dialog-actions" },
        h("button", { type: "submit", class: "button primary" }, icon("check"), _("Connect")),
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Cancel")))));
  code.input.focus();
}

// --- rename, let go -------------------------------------------------------------------------------------------------

function renameDialog(context, device, reload) {
  const { texts: { _ } } = context;
  const problem = problemLine();
  const name = textField({ label: _("Name"), name: "device-name", autocomplete: "off", autocapitalize: "sentences", maxlength: 40, value: device.name });
  const send = async (event) => {
    event.preventDefault();
    const answer = name.input.value.trim() ? await context.act(`devices/${device.id}`, { name: name.input.value.trim() }, { quiet: true }) : null;
    if (!answer) return undefined;
    if (!answer.ok) return problem.say(answer.body.detail ?? _("That did not work. Please try again."));
    dialog.close();
    return reload();
  };
  const dialog = openDialog({ title: _("Rename"), icon: "pencil" },
    h("form", { class: "stack", novalidate: true, onsubmit: send }, problem.node, name.node,
      h("div", { class: "dialog-actions" },
        h("button", { type: "submit", class: "button primary" }, icon("check"), _("Save")),
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, _("Cancel")))));
  name.input.select();
}

async function disconnect(context, device, reload) {
  const { texts: { _, ngettext } } = context;
  const held = device.unsent > 0 && ngettext("It still holds {count} ticket that it has not handed in: connect it again in its own place to get it.", "It still holds {count} tickets that it has not handed in: connect it again in its own place to get them.", device.unsent);
  const text = [_("{name} shows nothing any more but a code for connecting it.", { name: device.name }), held].filter(Boolean).join(" ");
  if (!(await ask({ title: _("Disconnect this device?"), text, yes: _("Disconnect"), no: _("Cancel"), danger: true, icon: "power" }))) return;
  const answer = await context.act(`devices/${device.id}/revoke`);
  if (answer?.ok) reload();
}
