// What the tours say. `target` is where a step points: of several the first that is on the page; without any, its words stand
// in the middle. `only`: the step is left out without its target.

import { N_ } from "/static/web/texts.js";

const DESK = [
  { only: true, target: ".desks", title: N_("First: a desk"), text: N_("Choose where you sit. From then on visitors can be called to you. Take a desk and see this tour again to see the rest of it in its place.") },
  { target: ".bar-desk:not(:empty), .top-bar [popovertarget]", title: N_("You and your desk"), text: N_("Behind your name: end of duty, language, colours, the chime, keys, your account. Everything that is set rarely.") },
  { target: ".here", title: N_("Whom to call"), text: N_("Here stands who comes next, and why. One key or one touch calls: the number goes to the board with a gong and a voice, and to the visitor’s phone.") },
  { target: ".here", title: N_("The visitor comes, or does not"), text: N_("Start when somebody sits down. Call again after ten seconds. Whoever does not come is missed, stays on the board for ten minutes, and may come back without losing the place.") },
  { target: ".here", title: N_("The talk and its outcome"), text: N_("Three touches are enough, and nothing is chosen for you. You may also finish now and record the outcome later.") },
  { target: ".here", title: N_("Not finished?"), text: N_("Interrupt a talk for an interpreter, documents or a child, or hand it over to a topic, a colleague or a desk. The number stays the same.") },
  { target: ".side .waiting, .side", title: N_("Who waits"), text: N_("In the order in which people came. Touch a row to see what a visitor needs, to call by choice with a reason, or to print the slip again. “Why this order?” explains the rest.") },
  { target: ".side .states, .side .open-outcomes, .side", title: N_("Nobody gets lost"), text: N_("Parked, missed, and outcomes still to record stand here until they are done. A reload or a closed browser loses nothing.") },
  { target: ".foot-bar", title: N_("Is everything all right?"), text: N_("Down here you see whether this page is up to date, and how kiosks, boards and printers are.") },
  { target: ".foot-keys, .top-bar [popovertarget]", title: N_("Keys and help"), text: N_("The question mark opens the list of keys from anywhere; there you can switch them off, and see this tour again.") },
];

const LEAD = [
  { target: ".bar-pages", title: N_("Your pages"), text: N_("Beside your desk you have pages that only leads see. These are the most important ones.") },
  { target: "[data-page=forecast]", title: N_("Forecast"), text: N_("How long it takes, how sure that is, whether it fits before closing, and how right earlier forecasts were.") },
  { target: "[data-page=people]", title: N_("People"), text: N_("Invite colleagues by a link, say which languages and topics they serve, put accounts to sleep. For a guest: a link for one slot.") },
  { target: "[data-page=devices]", title: N_("Devices"), text: N_("Connect a kiosk or board by the code on its screen, rename it, disconnect it, test the sound, print a test page.") },
  { target: "[data-page=notices]", title: N_("Notices"), text: N_("Write once what everybody must know: it stands on boards and kiosks in the languages you write, German otherwise. Urgent ones interrupt with a gong.") },
  { target: "[data-page=languages]", title: N_("Languages"), text: N_("Which languages are on, and which texts a native speaker has read.") },
  { target: ".top-bar [popovertarget]", title: N_("When it gets too much"), text: N_("Behind your name you can pause the kiosks with a reason that each of them says in every language.") },
  { target: ".foot-bar", title: N_("When something fails"), text: N_("A kiosk without a line, a board without sound, a printer without paper: it stands down here, with its age. Touch it for more.") },
];

export const TOURS = { desk: DESK, lead: LEAD };
