// What a row is called, as a person would say it, and what is remarkable about it.

import { h, icon, num } from "/static/web/dom.js";

/** {text, nodes}. */
export function rowTitle(context, table, row) {
  const text = textOf(context, table, row) || context.texts._("new");
  return { text, nodes: [row.icon && icon(row.icon), h("bdi", {}, text), ...chipsOf(context, table, row)] };
}

function textOf(context, table, row) {
  const { texts: { named } } = context;
  const times = row.opens && row.ends ? `${row.opens}–${row.ends}` : "";
  switch (table.name) {
    case "desks": return [row.number, row.name].filter(Boolean).join(" · ");
    case "hours": return [wordOf(table, "weekday", row.weekday), times].filter(Boolean).join(" ");
    case "exceptions": return [day(context, row.on), times || named(row.reason)].filter(Boolean).join(" · ");
    case "closed_days": return [row.first, row.last].filter(Boolean).map((on) => day(context, on)).join(" – ");
    case "guest_slots": return [day(context, row.on), times, named(row.title)].filter(Boolean).join(" · ");
    case "languages": return [context.languageName(row.code), row.name].filter(Boolean).join(" · ");
    default: return (typeof row.name === "string" ? row.name : named(row.name)) || row.code;
  }
}

function wordOf(table, name, value) {
  return table.keys.find((key) => key.name === name)?.choices.find((one) => one.value === value)?.text ?? value;
}

function day({ texts: { locale } }, on) {
  if (!on) return "";
  const date = new Date(`${on}T12:00:00Z`);
  return Number.isNaN(date.valueOf()) ? on : new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC", numberingSystem: "latn" }).format(date);
}

function chipsOf(context, table, row) {
  const { texts: { _, nrich } } = context;
  const missing = context.missingTexts(table, row);
  const chip = (kind, sign, text) => h("span", { class: ["chip", kind] }, icon(sign), text);
  return [
    row.discreet && chip("", "eye-off", _("discreet")),
    row.guest && chip("", "users", _("guest")),
    row.closed && chip("", "calendar-off", _("closed")),
    row.expected_minutes && h("span", { class: "muted" }, num(row.expected_minutes), " ", _("min")),
    row.carrier && h("span", { class: "muted" }, context.nameIn("carriers", row.carrier)),
    table.name === "languages" && row.pages && chip("sea", "monitor", _("pages")),
    table.name === "languages" && row.advice && chip("", "message-circle", _("advice")),
    row.step_free && chip("", "accessibility", _("no steps")),
    row.quiet && chip("", "volume-x", _("quiet")),
    missing > 0 && h("span", { class: "chip warn" }, icon("triangle-alert"), h("span", {}, nrich("{count} translation is missing", "{count} translations are missing", missing))),
  ].filter(Boolean);
}
