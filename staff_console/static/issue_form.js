// A ticket on a visitor's behalf: topic, language, needs. The number comes up large, with the slip to print.

import { openDialog } from "/static/web/dialogs.js";
import { h, icon, num } from "/static/web/dom.js";
import { press, toggleChip } from "./parts.js";
import { printButtons } from "./printers.js";
import { waitNodes } from "./waits.js";

const UNKNOWN = "und"; // nobody knows yet which language the visitor speaks

/** The form; `onIssued(answer)` gets the server's answer, `path` is where it is sent. Returns {node}. */
export function issueForm(context, { onIssued, onCancel = null, path = "tickets", label = null }) {
  const { texts: { _ }, words } = context;
  const wish = { topic: null, language: null, advice_languages: [], needs: [] };
  const syncs = [];
  const changed = () => syncs.forEach((run) => run());
  const form = { context, wish, syncs, changed };
  const missing = h("p", { class: "wrong", role: "alert", hidden: true }, icon("hand"), h("span", {}, _("Please choose topic and language.")));

  async function send() {
    missing.hidden = Boolean(wish.topic && wish.language);
    if (!missing.hidden) return;
    const answer = await context.act(path, bodyOf(wish));
    if (answer?.ok) onIssued(answer.body);
  }

  const node = h("div", { class: "issue-form" },
    !context.picture()?.slot && h("p", { class: "wrong" }, icon("info"), _("No consultation hours now")),
    h("h3", { id: "issue-topic" }, _("Topic")),
    h("div", { class: "issue-topics", role: "group", "aria-labelledby": "issue-topic" }, offeredTopics(context).map((topic) => topicTile(form, topic))),
    h("h3", { id: "issue-language" }, _("Language")),
    h("div", { class: "chips", role: "group", "aria-labelledby": "issue-language" }, languageChips(form)),
    furtherLanguages(form),
    h("h3", { id: "issue-needs" }, _("Needs")),
    h("div", { class: "chips", role: "group", "aria-labelledby": "issue-needs" }, needChips(form)),
    missing,
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button primary tall", onclick: send }, icon(label ? "play" : "ticket"), label ?? _("Issue the ticket")),
      onCancel && h("button", { type: "button", class: "button", onclick: onCancel }, _("Cancel"))));
  changed();
  return { node };
}

/** What a running slot takes tickets for. */
function offeredTopics({ words, picture }) {
  const slot = picture()?.slot;
  return words.topics().filter(({ code }) => slot && (!slot.topics || slot.topics.includes(code)));
}

function bodyOf({ topic, language, advice_languages: further, needs }) {
  const body = { topic, language };
  if (further.length && language !== UNKNOWN) body.advice_languages = [language, ...further.filter((code) => code !== language)];
  if (needs.length) body.needs = needs;
  return body;
}

function topicTile({ wish, syncs, changed }, { code, icon: sign, text }) {
  const tile = h("button", { type: "button", class: "tile line", onclick: () => {
    wish.topic = code;
    changed();
  } }, h("span", { class: "icon-box" }, icon(sign)), h("span", {}, text));
  syncs.push(() => press(tile, wish.topic === code));
  return tile;
}

function languageChips({ context: { words }, wish, syncs, changed }) {
  return [...words.languages(), { code: UNKNOWN, text: words.language(UNKNOWN) }].map(({ code, text }) => {
    const chip = toggleChip({ label: text, onclick: () => {
      wish.language = code;
      changed();
    } });
    syncs.push(() => press(chip, wish.language === code));
    return chip;
  });
}

function furtherLanguages({ context: { texts: { _ }, words }, wish, syncs, changed }) {
  const chips = words.languages().map(({ code, text }) => {
    const chip = toggleChip({ label: text, onclick: () => {
      const index = wish.advice_languages.indexOf(code);
      if (index < 0) wish.advice_languages.push(code);
      else wish.advice_languages.splice(index, 1);
      changed();
    } });
    syncs.push(() => {
      press(chip, wish.advice_languages.includes(code));
      chip.hidden = wish.language === code || wish.language === UNKNOWN;
    });
    return chip;
  });
  return h("details", { class: "outcome-more" }, h("summary", {}, icon("chevron-right"), _("Also speaks …")), h("div", { class: "chips" }, chips));
}

function needChips({ context: { words }, wish, syncs, changed }) {
  return words.needs().map(({ code, text, icon: sign }) => {
    const chip = toggleChip({ label: text, sign, onclick: () => {
      const index = wish.needs.indexOf(code);
      if (index < 0) wish.needs.push(code);
      else wish.needs.splice(index, 1);
      changed();
    } });
    syncs.push(() => press(chip, wish.needs.includes(code)));
    return chip;
  });
}

/** The new number, large, with the slip; `again` for the next visitor. */
export function issuedNode(context, { ticket, ahead, wait, outlook, slip_url: slip }, again) {
  const { texts: { _, nrich } } = context;
  return h("div", { class: "issued" },
    h("p", { class: "muted" }, _("The visitor’s number")),
    h("p", { class: "big-number" }, num(ticket.number)),
    h("p", {}, nrich("{count} visitor is ahead.", "{count} visitors are ahead.", ahead)),
    h("p", { class: "issued-wait" }, waitNodes(context, { wait, outlook })),
    h("div", { class: "dialog-actions" },
      h("a", { class: "button primary", href: slip, target: "_blank", rel: "noopener" }, icon("printer"), _("Slip to print")),
      printButtons(context, ticket.id),
      h("button", { type: "button", class: "button", onclick: again }, _("Done"))));
}

export function issueDialog(context) {
  const { texts: { _ } } = context;
  const place = h("div", {});
  const form = issueForm(context, {
    onIssued: (answer) => place.replaceChildren(issuedNode(context, answer, () => dialog.close())),
    onCancel: () => dialog.close(),
  });
  place.append(form.node);
  const dialog = openDialog({ title: _("Ticket for a visitor"), icon: "ticket", class: "wide-dialog" }, place);
}

/** Somebody who sits here already: ticket, call and start in one step. */
export function walkUpDialog(context) {
  const { texts: { _ } } = context;
  const form = issueForm(context, { path: "walk-ups", label: _("Start the consultation"), onIssued: () => dialog.close(), onCancel: () => dialog.close() });
  const dialog = openDialog({ title: _("Visitor without a number"), icon: "armchair", class: "wide-dialog" },
    h("p", { class: "muted" }, _("The consultation begins at once. It is counted as called out of turn.")), form.node);
}
