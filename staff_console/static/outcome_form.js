// What came out of a consultation. Nothing is preselected; several outcomes may hold, the first chosen is the main one.

import { h, icon, num } from "/static/web/dom.js";
import { appointmentForm, bookedNode } from "./appointment_form.js";
import { keyCap, press, toggleChip } from "./parts.js";
import { draftStore } from "./settings.js";

const EMPTY = {
  outcomes: [], referred_to: [], case_management_carrier: null, long_term_need: null, contact: null, persons: null,
  talk_language: null, interpreted_by: null, further_topics: [], gap: null, isOpen: false, allBodies: false, booked: null,
};
const BODIES_FIRST = 5; // shown at once; the others after "more"
const MOST_PERSONS = 50;

/**
 * draftKey  name under which this browser keeps the ticked codes over a reload or a closed window; null: not at all
 * aside     further tiles behind the outcomes
 * Returns {node, value(), check(), toggleAt(index), onChange}.
 */
export function outcomeForm(context, ticket, { draftKey, aside = null, onChange = () => {} }) {
  const draft = { ...structuredClone(EMPTY), ...(draftKey && draftStore.read(draftKey)) };
  const syncs = [];
  const { texts: { _ }, words } = context;
  const outcomes = words.outcomes();

  const sync = () => syncs.forEach((run) => run());
  const changed = () => {
    sync();
    if (draftKey) draftStore.write(draftKey, draft);
    onChange();
  };
  const form = { context, ticket, draft, syncs, changed };
  const missing = h("p", { class: "wrong", role: "alert", hidden: true }, icon("hand"), _("Please choose an outcome first."));
  const tiles = outcomes.map((outcome, index) => outcomeTile(form, outcome, index));
  const node = h("section", { class: "outcome", "aria-labelledby": "outcome-title" },
    h("header", { class: "outcome-head" },
      h("h2", { id: "outcome-title" }, _("Outcome")),
      h("p", { class: "muted small" }, _("Several may hold; the first one you choose is the main one."))),
    missing,
    h("div", { class: "outcome-tiles" }, tiles, aside),
    h("div", { class: "outcome-rows" }, bodiesRow(form), carrierRow(form), appointmentRow(form), needAndContact(form), talkRow(form)),
    moreRows(form));
  syncs.push(() => draft.outcomes.length && (missing.hidden = true));
  sync();

  return {
    node,
    value: () => valueOf(draft),
    isReady: () => draft.outcomes.length > 0,
    toggleAt: (index) => outcomes[index] && toggleIn(draft.outcomes, outcomes[index].code) === undefined && changed(),
    check: () => {
      missing.hidden = draft.outcomes.length > 0;
      if (!missing.hidden) tiles[0].focus();
      return missing.hidden;
    },
  };
}

function valueOf({ isOpen, allBodies, booked, ...draft }) {
  const given = { ...draft };
  if (!draft.outcomes.includes("referred")) given.referred_to = [];
  if (!draft.outcomes.includes("case_management_agreed")) given.case_management_carrier = null;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value.length !== 0));
}

function toggleIn(list, code) {
  const index = list.indexOf(code);
  if (index < 0) list.push(code);
  else list.splice(index, 1);
}

function outcomeTile({ context, draft, syncs, changed }, outcome, index) {
  const { texts: { _ }, keysOn } = context;
  const hasKey = keysOn() && index < 8;
  const main = h("span", { class: "main-mark" }, _("main"));
  const button = h("button", {
    type: "button", class: "tile line", "aria-keyshortcuts": hasKey ? String(index + 1) : null,
    onclick: () => {
      toggleIn(draft.outcomes, outcome.code);
      changed();
    },
  }, h("span", { class: "tick", "aria-hidden": "true" }, icon("check")), h("span", { class: "grow" }, outcome.text), main, hasKey && keyCap(index + 1));
  syncs.push(() => {
    press(button, draft.outcomes.includes(outcome.code));
    main.hidden = draft.outcomes[0] !== outcome.code;
  });
  return button;
}

// --- rows ------------------------------------------------------------------------------------------------------------

function row(label, ...children) {
  return h("div", { class: "outcome-row", role: "group", "aria-label": label }, h("span", { class: "row-label", "aria-hidden": "true" }, label), h("div", { class: "chips" }, children));
}

function manyChips({ draft, syncs, changed }, field, list) {
  return list.map(({ code, text, icon: sign }) => {
    const chip = toggleChip({ label: text, sign, onclick: () => {
      toggleIn(draft[field], code);
      changed();
    } });
    syncs.push(() => press(chip, draft[field].includes(code)));
    return chip;
  });
}

function oneChip({ draft, syncs, changed }, field, list) {
  return list.map(({ code, text }) => {
    const chip = toggleChip({ label: text, onclick: () => {
      draft[field] = draft[field] === code ? null : code;
      changed();
    } });
    syncs.push(() => press(chip, draft[field] === code));
    return chip;
  });
}

function bodiesRow(form) {
  const { context: { texts: { _ }, words }, draft, syncs, changed } = form;
  const chips = manyChips(form, "referred_to", words.referralBodies());
  const more = h("button", { type: "button", class: "chip", onclick: () => {
    draft.allBodies = true;
    changed();
  } }, icon("plus"), _("more"));
  const node = row(_("Referred to"), chips, more);
  syncs.push(() => {
    node.hidden = !draft.outcomes.includes("referred");
    chips.forEach((chip, index) => (chip.hidden = index >= BODIES_FIRST && !draft.allBodies && chip.getAttribute("aria-pressed") !== "true"));
    more.hidden = draft.allBodies || chips.length <= BODIES_FIRST;
  });
  return node;
}

function carrierRow(form) {
  const { context: { texts: { _ }, words }, draft, syncs } = form;
  const node = row(_("With carrier"), oneChip(form, "case_management_carrier", words.carriers()));
  syncs.push(() => (node.hidden = !draft.outcomes.includes("case_management_agreed")));
  return node;
}

/** With "follow-up": a time for it. The form is built when it is first asked for, and what was booked stays to be seen. */
function appointmentRow(form) {
  const { context, ticket, draft, syncs, changed } = form;
  const node = h("section", { class: "outcome-appointment", "aria-label": context.texts._("Appointment"), hidden: true });
  const build = () => appointmentForm(context, ticket, { onBooked: (answer) => {
    draft.booked = answer;
    node.replaceChildren();
    changed();
  } }).node;
  syncs.push(() => {
    node.hidden = !context.mayIssue || !draft.outcomes.includes("follow_up");
    if (!node.hidden && !node.firstChild) node.append(draft.booked ? bookedNode(context, draft.booked) : build());
  });
  return node;
}

function needAndContact(form) {
  const { texts: { _ }, words } = form.context;
  return h("div", { class: "outcome-pair" },
    row(_("Long-term need"), oneChip(form, "long_term_need", words.longTermNeeds())),
    row(_("Contact"), oneChip(form, "contact", words.contacts())));
}

function talkRow(form) {
  const { context: { texts: { _ }, words }, ticket } = form;
  const likely = [...new Set([...ticket.languages, "de"])].slice(0, 4);
  const chips = oneChip(form, "talk_language", likely.map((code) => ({ code, text: words.language(code) })));
  const others = words.languages().filter(({ code }) => !likely.includes(code));
  return row(_("Talk in"), chips, picker(form, "talk_language", _("another language"), others));
}

/** The further rows, folded away until asked for. */
function moreRows(form) {
  const { context: { texts: { _ }, words }, ticket, draft } = form;
  const topics = words.topics().filter(({ code }) => code !== ticket.topic);
  const details = h("details", { class: "outcome-more", open: draft.isOpen, ontoggle: () => (draft.isOpen = details.open) },
    h("summary", {}, icon("chevron-right"), _("Interpreting, persons, further topics, gap")),
    h("div", { class: "outcome-rows" },
      row(_("Interpreted by"), oneChip(form, "interpreted_by", words.interpretedBy())),
      row(_("Persons"), personsInput(form)),
      row(_("Further topics"), manyChips(form, "further_topics", topics)),
      row(_("Gap noticed"), picker(form, "gap", _("choose"), words.gaps()))));
  return details;
}

function picker({ draft, syncs, changed }, field, label, list) {
  const select = h("select", { class: "picker", "aria-label": label, onchange: () => {
    draft[field] = select.value || null;
    changed();
  } }, h("option", { value: "" }, label), list.map(({ code, text }) => h("option", { value: code }, text)));
  syncs.push(() => {
    select.value = list.some(({ code }) => code === draft[field]) ? draft[field] : "";
    select.classList.toggle("chosen", select.value !== "");
  });
  return select;
}

function personsInput({ context: { texts: { _ } }, draft, syncs, changed }) {
  const set = (persons) => {
    draft.persons = persons >= 1 ? Math.min(persons, MOST_PERSONS) : null;
    changed();
  };
  const shown = h("output", { class: "persons" });
  syncs.push(() => shown.replaceChildren(draft.persons ? num(draft.persons) : "–"));
  const step = (by, sign, label) => h("button", { type: "button", class: "round small", "aria-label": label, onclick: () => set((draft.persons ?? 0) + by) }, sign);
  return h("span", { class: "stepper" }, step(-1, icon("minus"), _("fewer persons")), shown, step(1, icon("plus"), _("more persons")));
}
