// What a kiosk adds to its sign of life: tickets that it could not hand in. It hears which of those are settled.

import { tellHealth as tell } from "/static/web/health.js";

/** Begins to tell about `app`; `isFree()`: nobody has touched anything. Returns {renew()}. */
export function tellHealth(app, isFree) {
  const { settings, keeper } = app;
  return tell({
    url: "/kiosk/api/heartbeat",
    page: settings.page,
    isFree,
    more: async () => ({ unsent: await keeper.countUnsent() }),
    onAnswer: ({ settled }) => keeper.settle(settled),
  });
}
