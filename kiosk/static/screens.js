// Every screen by its name. A screen is a function of the kiosk that says what to draw (frame.js).

import { appointment } from "./screens/appointment.js";
import { attract } from "./screens/attract.js";
import { closed } from "./screens/closed.js";
import { date, dates } from "./screens/dates.js";
import { notToday, uncertain } from "./screens/decision.js";
import { moment } from "./screens/moment.js";
import { needs } from "./screens/needs.js";
import { number } from "./screens/number.js";
import { otherLanguages } from "./screens/other-languages.js";
import { place } from "./screens/place.js";
import { start } from "./screens/start.js";
import { talk } from "./screens/talk.js";
import { ticket } from "./screens/ticket.js";
import { subtopics, topics } from "./screens/topics.js";
import { trouble } from "./screens/trouble.js";

export const SCREENS = {
  start,
  attract,
  "other-languages": otherLanguages,
  topics,
  subtopics,
  needs,
  talk,
  moment,
  ticket,
  closed,
  dates,
  date,
  uncertain,
  "not-today": notToday,
  number,
  place,
  appointment,
  trouble,
};
